/** Saved configs: models with their settings under a name, as benchwright.yaml holds them. */
import { ActionIcon, Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { listConfigsOptions } from "@/api/@tanstack/react-query.gen";
import type { ConfigLine } from "@/api/types.gen";
import { Chip } from "@/components/chip";
import { EmptyState } from "@/components/empty-state";
import { Icon } from "@/components/icon";
import { Loaded } from "@/components/loaded";
import { Panel } from "@/components/panel";
import { ConfigEditor } from "./config-editor";
import { ConfigRemover } from "./config-remover";
import styles from "./settings.module.css";

type Step = { what: "make" } | { what: "change"; name: string } | { what: "remove"; config: ConfigLine };

export function Configs() {
  const configs = useQuery(listConfigsOptions({ query: { limit: 500 } }));
  const [step, setStep] = useState<Step>();
  const make = (
    <Button size="compact-md" leftSection={<Icon name="plus" size={14} />} onClick={() => setStep({ what: "make" })}>
      New config
    </Button>
  );
  return (
    <Panel title="Saved configs" note="A model with its settings, under a name. They stand in benchwright.yaml, comments and all; keys stay in .env." actions={make} flush>
      <Loaded query={configs}>
        {(found) =>
          found.items.length > 0 ? (
            <ul className={styles.rows}>
              {found.items.map((config) => (
                <Row key={config.name} config={config} onStep={setStep} />
              ))}
            </ul>
          ) : (
            <EmptyState icon="settings" title="No saved configs">
              Save a model with its settings once, and choose it by name when you launch a run, here and with <code>--model</code>.
            </EmptyState>
          )
        }
      </Loaded>
      {(step?.what === "make" || step?.what === "change") && <ConfigEditor name={step.what === "change" ? step.name : undefined} onClose={() => setStep(undefined)} />}
      {step?.what === "remove" && <ConfigRemover config={step.config} onClose={() => setStep(undefined)} />}
    </Panel>
  );
}

function Row({ config, onStep }: { config: ConfigLine; onStep: (step: Step) => void }) {
  return (
    <li>
      <div className={styles.what}>
        <span className={styles.name}>
          <strong>{config.name}</strong>
          {config.only_in_file.map((field) => (
            <Chip key={field}>{field} in the file</Chip>
          ))}
        </span>
        <span className={styles.small}>
          {config.provider}/{config.model}
        </span>
      </div>
      <Group gap="xs" wrap="nowrap">
        <ActionIcon variant="default" size="lg" aria-label={`Change config ${config.name}`} onClick={() => onStep({ what: "change", name: config.name })}>
          <Icon name="edit" />
        </ActionIcon>
        <ActionIcon variant="default" size="lg" aria-label={`Delete config ${config.name}`} onClick={() => onStep({ what: "remove", config })}>
          <Icon name="trash" />
        </ActionIcon>
      </Group>
    </li>
  );
}
