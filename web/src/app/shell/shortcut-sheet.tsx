/** The list of keyboard shortcuts. */
import { Modal } from "@mantine/core";
import { PLACES } from "@/app/places";
import styles from "./shell.module.css";
import { COMMAND } from "./top-bar";

const GENERAL: readonly (readonly [readonly string[], string])[] = [
  [[COMMAND, "K"], "Find a page, run or suite"],
  [["?"], "Show this list"],
  [["Esc"], "Close what lies on top"],
];

const TABLES: readonly (readonly [readonly string[], string])[] = [
  [["↑", "↓"], "Next or previous row of a table"],
  [["Enter"], "Open the row"],
  [["Space"], "Select the row"],
  [["Home", "End"], "First or last row"],
  [["/"], "Filter the table"],
  [[COMMAND, "Enter"], "Start the run (on Launch)"],
];

export function ShortcutSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const places = PLACES.map((place) => [["g", place.key], `Go to ${place.name}`] as const);
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts" size="md">
      <dl className={styles.sheet}>
        {[...GENERAL, ...places, ...TABLES].map(([keys, what]) => (
          <div key={what} style={{ display: "contents" }}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
