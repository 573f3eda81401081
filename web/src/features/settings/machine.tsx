/** What works on this machine, and the command that mends what does not. */
import { useQuery } from "@tanstack/react-query";
import { getDoctorOptions } from "@/api/@tanstack/react-query.gen";
import type { Part } from "@/api/types.gen";
import { Chip } from "@/components/chip";
import { CopyButton } from "@/components/copy-button";
import { Loaded } from "@/components/loaded";
import { Panel } from "@/components/panel";
import styles from "./settings.module.css";

export function Machine() {
  const doctor = useQuery(getDoctorOptions());
  return (
    <Loaded query={doctor} height={420}>
      {(found) => (
        <div className={styles.stack}>
          <Parts title="Sandboxes" note="Where the code of candidates runs." parts={found.sandboxes} />
          <Parts title="Toolchains" note="What runs and judges Python functions." parts={found.toolchains} />
          <Parts title="Languages" note="What whole programs can be written in; benchwright sandbox languages tries each." parts={found.languages} />
          <Parts title="Database" parts={[found.database]} />
        </div>
      )}
    </Loaded>
  );
}

function Parts({ title, note, parts }: { title: string; note?: string; parts: readonly Part[] }) {
  return (
    <Panel title={title} note={note} flush>
      <ul className={styles.rows}>
        {parts.map((part) => (
          <li key={part.name}>
            <div className={styles.what}>
              <span className={styles.name}>
                <strong>{part.name}</strong>
                {part.ready ? (
                  <Chip tone="pass" icon="check">
                    ready
                  </Chip>
                ) : (
                  <Chip tone="warn" icon="warn">
                    not ready
                  </Chip>
                )}
              </span>
              <span className={styles.small}>{part.detail}</span>
              {part.mend && (
                <span className={styles.mend}>
                  <code>{part.mend}</code>
                  <CopyButton text={part.mend} />
                </span>
              )}
            </div>
          </li>
        ))}
        {parts.length === 0 && <li>None.</li>}
      </ul>
    </Panel>
  );
}
