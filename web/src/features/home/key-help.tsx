/** How to add a provider's key. */
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Icon } from "@/components/icon";
import { Panel } from "@/components/panel";
import styles from "./home.module.css";
import { HOME } from "./words";

export function KeyHelp() {
  return (
    <Panel
      title={HOME.keyTitle}
      note={HOME.keyText}
      actions={
        <Button component={Link} to="/settings" size="compact-md" variant="default" leftSection={<Icon name="key" size={14} />}>
          Providers
        </Button>
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
