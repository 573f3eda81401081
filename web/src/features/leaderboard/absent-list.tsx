/** Why candidates that took part are not listed. */
import { Link } from "@tanstack/react-router";
import type { Absent } from "@/api/types.gen";
import { plural } from "@/lib/format";
import styles from "./leaderboard.module.css";

export function AbsentList({ absent }: { absent: readonly Absent[] }) {
  if (absent.length === 0) return null;
  return (
    <details className={styles.absent}>
      <summary>Why {plural(absent.length, "candidate")} that took part {absent.length === 1 ? "is" : "are"} missing</summary>
      <ul>
        {absent.map((one) => (
          <li key={one.candidate_digest}>
            <strong>{one.candidate}</strong>: {one.explanation}{" "}
            {one.runs.slice(0, 3).map((run) => (
              <Link key={run} to="/runs/$runId" params={{ runId: run }}>
                {run}{" "}
              </Link>
            ))}
          </li>
        ))}
      </ul>
    </details>
  );
}
