/** What trying the task here with right and wrong programs showed, and a button that tries it now. */
import { Button } from "@mantine/core";
import type { TaskDetail, ValidationLine } from "@/api/types.gen";
import { ErrorPanel } from "@/components/error-panel";
import { Facts } from "@/components/facts";
import { Icon } from "@/components/icon";
import { TimeText } from "@/components/time-text";
import { count } from "@/lib/format";
import { ProofChip } from "./proof-chip";
import styles from "./suites.module.css";
import { useProofs, useProve } from "./use-proofs";

export function ProofPart({ task }: { task: TaskDetail }) {
  const proof = useProofs(task.suite).get(task.digest);
  const prove = useProve(task.suite);
  return (
    <div className={styles.stack}>
      <p className={styles.small}>
        A task can be trusted where its reference passes, an empty answer fails, and every mutant (a wrong program made from the reference by one small change) is found out.
      </p>
      <div className={styles.tags}>
        <ProofChip proof={proof} />
        <Button
          size="compact-md"
          variant="default"
          leftSection={<Icon name="shield" size={14} />}
          loading={prove.isPending}
          onClick={() => prove.mutate({ path: { suite: task.suite }, body: { task_id: task.id } })}
        >
          {proof ? "Try it again" : "Try it now"}
        </Button>
      </div>
      {prove.error && <ErrorPanel error={prove.error} />}
      {proof && <Found proof={proof} />}
    </div>
  );
}

function Found({ proof }: { proof: ValidationLine }) {
  return (
    <Facts
      facts={[
        ["Reference", proof.reference_passed ? "passes" : "does not pass"],
        ["An empty answer", proof.empty_failed ? "fails, as it should" : "passes: the task tells nothing"],
        ["Mutants found out", `${count(proof.killed)} of ${count(proof.mutants)}`],
        ...(proof.survivors.length > 0 ? [["Mutants that passed", proof.survivors.join(", ")] as const] : []),
        ...(proof.errors.length > 0 ? [["Errors", proof.errors.join("; ")] as const] : []),
        ["Sandbox", proof.sandbox || "none was needed"],
        ["Tried", <TimeText key="t" at={proof.validated_at} />],
      ]}
    />
  );
}
