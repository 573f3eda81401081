/** The keyboard shortcuts, as a list. */
import { PLACES } from "./places";
import styles from "./shortcuts.module.css";

export const COMMAND = navigator.platform.startsWith("Mac") ? "⌘" : "Ctrl";

type Shortcut = readonly [keys: readonly string[], what: string];

const GENERAL: readonly Shortcut[] = [
  [[COMMAND, "K"], "Find a page, run or suite"],
  [["?"], "Show this list"],
  [["Esc"], "Close what lies on top"],
];

const WITHIN: readonly Shortcut[] = [
  [["↑", "↓"], "Next or previous row of a table"],
  [["Enter"], "Open the row"],
  [["Space"], "Select the row"],
  [["Home", "End"], "First or last row"],
  [["/"], "Filter the table"],
  [["j", "k"], "Next or previous attempt (on Attempt)"],
  [[COMMAND, "Enter"], "Start the run (on Launch)"],
];

export function Shortcuts() {
  const places = PLACES.map((place): Shortcut => [["g", place.key], `Go to ${place.name}`]);
  return (
    <dl className={styles.list}>
      {[...GENERAL, ...places, ...WITHIN].map(([keys, what]) => (
        <div key={what}>
          <dt>
            {keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  );
}
