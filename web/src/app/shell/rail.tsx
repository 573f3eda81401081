/** The rail on the left of wide screens. */
import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import { PLACES } from "@/components/places";
import { Icon } from "@/components/icon";
import { Brand } from "./brand";
import styles from "./shell.module.css";

export function Rail() {
  return (
    <nav className={styles.rail} aria-label="Pages">
      <Brand />
      {PLACES.map((place, index) => (
        <Fragment key={place.to}>
          {place.group !== "" && place.group !== PLACES[index - 1]?.group && (
            <div className={styles.group}>{place.group}</div>
          )}
          <Link to={place.to} className={styles.place} activeOptions={{ exact: place.to === "/", includeSearch: false }}>
            <Icon name={place.icon} size={18} />
            {place.name}
          </Link>
        </Fragment>
      ))}
    </nav>
  );
}
