/** The bar at the bottom of narrow screens: four pages and a drawer with all of them. */
import { Drawer } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { PLACES } from "@/components/places";
import { Icon } from "@/components/icon";
import styles from "./shell.module.css";

const FIRST = PLACES.filter((place) => ["/", "/launch", "/runs", "/leaderboard"].includes(place.to));

export function TabBar() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <nav className={styles.tabs} aria-label="Main pages">
        {FIRST.map((place) => (
          <Link
            key={place.to}
            to={place.to}
            className={styles.tab}
            activeOptions={{ exact: place.to === "/", includeSearch: false }}
          >
            <Icon name={place.icon} size={20} />
            {place.name}
          </Link>
        ))}
        <button type="button" className={styles.tab} aria-expanded={open} onClick={() => setOpen(true)}>
          <Icon name="menu" size={20} />
          More
        </button>
      </nav>
      <Drawer opened={open} onClose={() => setOpen(false)} position="bottom" size="auto" title="Pages">
        <nav aria-label="All pages">
          {PLACES.map((place) => (
            <Link
              key={place.to}
              to={place.to}
              className={styles.place}
              activeOptions={{ exact: place.to === "/", includeSearch: false }}
              onClick={() => setOpen(false)}
            >
              <Icon name={place.icon} size={18} />
              {place.name}
            </Link>
          ))}
        </nav>
      </Drawer>
    </>
  );
}
