/** What a suite is, how its tasks are spread, and how many are proved on this machine. */
import { Button } from "@mantine/core";
import type { SuiteDetail } from "@/api/types.gen";
import { ErrorPanel } from "@/components/error-panel";
import { Facts } from "@/components/facts";
import { Icon } from "@/components/icon";
import { LinkButton } from "@/components/link-button";
import { Panel } from "@/components/panel";
import { count } from "@/lib/format";
import styles from "./suites.module.css";
import { useProofs, useProveAll } from "./use-proofs";

export function AboutSuite({ suite }: { suite: SuiteDetail }) {
  const proofs = [...useProofs(suite.name).values()];
  const all = useProveAll(suite.name);
  const proved = proofs.filter((one) => one.proved).length;
  return (
    <Panel
      title={suite.title || suite.name}
      note={suite.description}
      actions={
        <>
          {all.isPending ? (
            <Button variant="default" leftSection={<Icon name="stop" />} onClick={all.stop}>
              Stop after this one{all.done && ` (${all.done.tried + 1} of ${all.done.of})`}
            </Button>
          ) : (
            <Button variant="default" leftSection={<Icon name="shield" />} onClick={() => all.mutate()}>
              Prove all tasks
            </Button>
          )}
          <LinkButton to="/leaderboard" search={{ suite: suite.name }} variant="default" leftSection={<Icon name="board" />}>
            Leaderboard
          </LinkButton>
          <LinkButton to="/launch" search={{ suite: suite.name }} leftSection={<Icon name="launch" />}>
            Launch
          </LinkButton>
        </>
      }
    >
      <div className={styles.stack}>
        {all.error && <ErrorPanel error={all.error} />}
        <Facts
          facts={[
            ["Proved on this machine", `${count(proved)} of ${count(suite.tasks)}${proofs.length < suite.tasks ? `, ${count(suite.tasks - proofs.length)} not tried` : ""}`],
            ["Difficulties", spread(suite.difficulties)],
            ["Languages", spread(suite.languages)],
            ["Kinds", spread(suite.kinds)],
            ["Source", suite.source || "–"],
            ["License", suite.license || "–"],
            ["Digest", <code key="d">{suite.digest}</code>],
          ]}
        />
      </div>
    </Panel>
  );
}

function spread(counts: readonly { name: string; tasks: number }[]): string {
  return counts.map((one) => `${one.name} ${one.tasks}`).join(" · ") || "–";
}
