/** How to add a provider's key. */
import { Icon } from "@/components/icon";
import { LinkButton } from "@/components/link-button";
import { Panel } from "@/components/panel";
import styles from "./home.module.css";
import { HOME } from "./words";

export function KeyHelp() {
  return (
    <Panel
      title={HOME.keyTitle}
      note={HOME.keyText}
      actions={
        <LinkButton to="/settings" size="compact-md" variant="default" leftSection={<Icon name="key" size={14} />}>
          Providers
        </LinkButton>
      }
    >
      <ol className={styles.steps}>
        {HOME.keySteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </Panel>
  );
}
