/** Home: what runs now, what came out last, money spent, and a first step for who is new. */
import { useQuery } from "@tanstack/react-query";
import { getSettingsOptions, listRunsOptions } from "@/api/@tanstack/react-query.gen";
import { Loaded } from "@/components/loaded";
import { PageHead } from "@/components/page-head";
import { DemoButton } from "./demo-button";
import styles from "./home.module.css";
import { KeyHelp } from "./key-help";
import { LastResults } from "./last-results";
import { RunningNow } from "./running-now";
import { SpentMoney } from "./spent-money";
import { Welcome } from "./welcome";
import { HOME } from "./words";

const LAST = 8;

export function HomePage() {
  const runs = useQuery(listRunsOptions({ query: { limit: LAST } }));
  const running = useQuery(listRunsOptions({ query: { limit: 10, status: "running" } }));
  const settings = useQuery(getSettingsOptions());
  const hasKey = settings.data?.providers.some((provider) => provider.key_needed && provider.key_set) ?? true;
  return (
    <Loaded query={runs} height={420}>
      {(found) =>
        found.items.length === 0 ? (
          <Welcome hasKey={hasKey} />
        ) : (
          <>
            <PageHead title="Home" lead={HOME.lead} actions={<DemoButton variant="default" />} />
            <div className={styles.grid}>
              <RunningNow runs={running.data?.items ?? []} />
              <SpentMoney />
              <LastResults runs={found.items} />
              {!hasKey && (
                <div className={styles.wide}>
                  <KeyHelp />
                </div>
              )}
            </div>
          </>
        )
      }
    </Loaded>
  );
}
