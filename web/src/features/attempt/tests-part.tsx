/** Every test with what was expected and what came back; those that failed first. */
import { SegmentedControl } from "@mantine/core";
import { useMemo, useState } from "react";
import type { AttemptDetail, Case } from "@/api/types.gen";
import { Chip } from "@/components/chip";
import { EmptyState } from "@/components/empty-state";
import { ErrorPanel } from "@/components/error-panel";
import { duration, plural } from "@/lib/format";
import styles from "./attempt.module.css";
import { WORDS } from "./words";

const FIRST = 200;
const TONES = { PASS: "pass", FAIL: "fail", VOID: "warn" } as const;
const ICONS = { PASS: "check", FAIL: "cross", VOID: "shield" } as const;

export function TestsPart({ attempt }: { attempt: AttemptDetail }) {
  const [which, setWhich] = useState("all");
  const [all, setAll] = useState(false);
  const execution = attempt.execution;
  const results = useMemo(() => {
    const wanted = (execution?.results ?? []).filter((result) => which === "all" || !result.passed);
    return wanted.toSorted((a, b) => Number(a.passed) - Number(b.passed) || a.index - b.index);
  }, [execution, which]);
  if (!execution) {
    return (
      <EmptyState icon="minus" title="No tests ran">
        {WORDS.noExecution}
      </EmptyState>
    );
  }
  const missing = execution.planned - execution.results.length;
  const shown = all ? results : results.slice(0, FIRST);
  return (
    <>
      {execution.tampered && (
        <p className={styles.meaning}>
          {WORDS.voided} Technique: {execution.tampered}.
        </p>
      )}
      {execution.load_error && <ErrorPanel title="The program could not be loaded" error={{ detail: execution.load_error }} />}
      <div className={styles.testsHead}>
        <SegmentedControl
          size="xs"
          value={which}
          onChange={setWhich}
          aria-label="Which tests"
          data={[
            { value: "all", label: `All ${execution.results.length}` },
            { value: "failed", label: `Not passed ${execution.results.filter((result) => !result.passed).length}` },
          ]}
        />
        {missing > 0 && <span>{plural(missing, "test")} did not run.</span>}
      </div>
      <ol className={styles.tests}>
        {shown.map((result) => (
          <Test key={result.index} result={result} voided={execution.tampered !== ""} />
        ))}
      </ol>
      {results.length > shown.length && (
        <button type="button" className={styles.moreTests} onClick={() => setAll(true)}>
          Show all {results.length}
        </button>
      )}
    </>
  );
}

/** A pass is void where the program reached for the verdict. */
function Test({ result, voided }: { result: Case; voided: boolean }) {
  const word = !result.passed ? "FAIL" : voided ? "VOID" : "PASS";
  return (
    <li className={styles.test}>
      <div className={styles.testHead}>
        <Chip tone={TONES[word]} icon={ICONS[word]}>
          {word}
        </Chip>
        <span>Test {result.index + 1}</span>
        <span className={styles.small}>
          {result.weight === 1 ? "" : `weight ${result.weight} · `}
          {duration(result.cpu_s)} CPU
        </span>
      </div>
      {result.error && <pre className={styles.value}>{result.error}</pre>}
      {result.passed ? (
        <pre className={styles.value} dir="auto">
          {result.got}
        </pre>
      ) : (
        <dl className={styles.values}>
          <dt>Expected</dt>
          <dd>
            <pre className={styles.value} dir="auto">
              {result.expected || "–"}
            </pre>
          </dd>
          <dt>Got</dt>
          <dd>
            <pre className={styles.value} dir="auto">
              {result.got || "–"}
            </pre>
          </dd>
        </dl>
      )}
    </li>
  );
}
