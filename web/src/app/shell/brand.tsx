/** The mark with the name, a link home. */
import { Link } from "@tanstack/react-router";
import styles from "./shell.module.css";

export function Brand() {
  return (
    <Link to="/" className={styles.brand} aria-label="Benchwright, home">
      <img src="/mark.svg" alt="" width={28} height={28} />
      Benchwright
    </Link>
  );
}
