/** The suites to choose from. */
import { UnstyledButton } from "@mantine/core";
import type { SuiteLine } from "@/api/types.gen";
import { Chip } from "@/components/chip";
import { EmptyState } from "@/components/empty-state";
import { plural } from "@/lib/format";
import styles from "./suites.module.css";

type Props = { suites: readonly SuiteLine[]; chosen: string | undefined; onChoose: (name: string | undefined) => void };

export function SuiteCards({ suites, chosen, onChoose }: Props) {
  if (suites.length === 0) {
    return (
      <EmptyState icon="suites" title="No suite was found">
        Name folders with suites under <code>suites:</code> in benchwright.yaml.
      </EmptyState>
    );
  }
  return (
    <div className={styles.cards}>
      {suites.map((suite) => (
        <UnstyledButton
          key={suite.name}
          className={styles.card}
          aria-pressed={suite.name === chosen}
          disabled={suite.broken}
          onClick={() => onChoose(suite.name === chosen ? undefined : suite.name)}
        >
          <span className={styles.cardHead}>
            <strong>{suite.name}</strong>
            {suite.broken ? (
              <Chip tone="fail" icon="warn">
                broken
              </Chip>
            ) : (
              <Chip>{plural(suite.tasks, "task")}</Chip>
            )}
          </span>
          <span className={styles.cardTitle}>{suite.title}</span>
          <span className={styles.small}>{suite.description}</span>
          <span className={styles.small}>
            version {suite.version}
            {suite.license && ` · ${suite.license}`}
          </span>
        </UnstyledButton>
      ))}
    </div>
  );
}
