/** The code taken from the answer, or its difference from the task's reference. */
import { SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { getTaskOptions } from "@/api/@tanstack/react-query.gen";
import type { AttemptDetail } from "@/api/types.gen";
import { Loaded } from "@/components/loaded";
import { DiffView } from "@/components/text/diff-view";
import styles from "./attempt.module.css";
import { WholeText } from "./whole-text";
import { WORDS } from "./words";

export function CodePart({ attempt }: { attempt: AttemptDetail }) {
  const [as, setAs] = useState("code");
  const code = attempt.answer?.code;
  return (
    <>
      {code && (
        <SegmentedControl
          className={styles.fit}
          size="xs"
          value={as}
          onChange={setAs}
          aria-label="Show the code as"
          data={[
            { value: "code", label: "Code" },
            { value: "difference", label: "Difference from the reference" },
          ]}
        />
      )}
      {as === "difference" && code ? (
        <FromReference attempt={attempt} code={code.text} />
      ) : (
        <WholeText title="Code" text={code} attempt={attempt} file="solution" language={attempt.language} none={WORDS.noCode} height={640} />
      )}
    </>
  );
}

function FromReference({ attempt, code }: { attempt: AttemptDetail; code: string }) {
  const task = useQuery(getTaskOptions({ path: { suite: attempt.suite, task_id: attempt.task_id } }));
  return (
    <Loaded query={task}>
      {(found) =>
        found.reference ? (
          <>
            {found.digest !== attempt.task_digest && <p className={styles.meaning}>The task was edited since: this is today's reference.</p>}
            <DiffView title="Reference and answer" before={found.reference.text} after={code} beforeName="reference" afterName="answer" />
          </>
        ) : (
          <p>This task has no reference.</p>
        )
      }
    </Loaded>
  );
}
