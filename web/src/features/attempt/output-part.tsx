/** What the code wrote while it ran. */
import type { AttemptDetail } from "@/api/types.gen";
import { EmptyState } from "@/components/empty-state";
import { WholeText } from "./whole-text";
import { WORDS } from "./words";

export function OutputPart({ attempt }: { attempt: AttemptDetail }) {
  const { execution } = attempt;
  if (!execution || (execution.stdout.characters === 0 && execution.stderr.characters === 0)) {
    return (
      <EmptyState icon="minus" title="No output">
        {execution ? "The code wrote nothing to stdout or stderr." : WORDS.noExecution}
      </EmptyState>
    );
  }
  return (
    <>
      {execution.stdout.characters > 0 && <WholeText title="stdout" text={execution.stdout} attempt={attempt} file="stdout" language="output" none="" />}
      {execution.stderr.characters > 0 && <WholeText title="stderr" text={execution.stderr} attempt={attempt} file="stderr" language="output" none="" />}
    </>
  );
}
