/** What a first visit sees: what this is, and one button. */
import { CopyButton } from "@/components/copy-button";
import { Icon } from "@/components/icon";
import { LinkButton } from "@/components/link-button";
import { DemoButton } from "./demo-button";
import styles from "./home.module.css";
import { KeyHelp } from "./key-help";
import { HOME } from "./words";

const COMMAND = "benchwright run assistant --model baseline/reference --model baseline/mutant";

export function Welcome({ hasKey }: { hasKey: boolean }) {
  return (
    <div className={styles.welcome}>
      <section className={styles.hero}>
        <img src="/mark.svg" alt="" width={56} height={56} />
        <h1>{HOME.welcome}</h1>
        <p>{HOME.welcomeText}</p>
        <div className={styles.heroActions}>
          <DemoButton size="md" />
          <LinkButton to="/launch" size="md" variant="default" leftSection={<Icon name="launch" />}>
            Launch your own
          </LinkButton>
        </div>
        <p className={styles.small}>{HOME.demoNote}</p>
        <div className={styles.terminal}>
          <p className={styles.small}>{HOME.terminal}</p>
          <div className={styles.command}>
            <code>{COMMAND}</code>
            <CopyButton text={COMMAND} />
          </div>
        </div>
      </section>
      {!hasKey && <KeyHelp />}
    </div>
  );
}
