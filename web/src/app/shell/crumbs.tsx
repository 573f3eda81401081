/** Where one is, from the routes that match: each tells its name. */
import { Link, useMatches } from "@tanstack/react-router";
import { Fragment } from "react";
import { Icon } from "@/components/icon";
import styles from "./shell.module.css";

export function Crumbs() {
  const trail = useMatches()
    .map((match) => ({ path: match.pathname, name: match.staticData.crumb?.(match.params as Record<string, string>) }))
    .filter((crumb) => crumb.name);
  return (
    <nav className={styles.crumbs} aria-label="Where you are">
      {trail.map((crumb, index) => (
        <Fragment key={crumb.path}>
          {index > 0 && <Icon name="right" size={14} />}
          {index < trail.length - 1 ? <Link to={crumb.path}>{crumb.name}</Link> : <span aria-current="page">{crumb.name}</span>}
        </Fragment>
      ))}
    </nav>
  );
}
