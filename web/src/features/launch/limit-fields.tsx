/** Budget and limits. */
import { NumberInput, Select, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getDoctorOptions } from "@/api/@tanstack/react-query.gen";
import { Panel } from "@/components/panel";
import { fieldMessage } from "@/lib/problem";
import type { FieldsProps } from "./fields";
import styles from "./launch.module.css";

export function LimitFields({ draft, patch, trouble }: FieldsProps) {
  const doctor = useQuery({ ...getDoctorOptions(), staleTime: 60_000 });
  const sandboxes = doctor.data?.sandboxes ?? [];
  const sandbox = sandboxes.find((one) => one.name === draft.sandbox);
  return (
    <Panel title="Budget and limits">
      <div className={styles.fields}>
        <div className={styles.row}>
          <NumberInput
            label="Budget in USD"
            description="Never passed, not even by one call."
            placeholder="None"
            min={0}
            decimalScale={6}
            prefix="$"
            value={draft.budget ?? ""}
            onChange={(value) => patch({ budget: value === "" ? undefined : String(value) })}
            error={fieldMessage(trouble, "max_cost_usd")}
          />
          <NumberInput
            label="Calls at once"
            description="For each provider."
            placeholder="As configured"
            min={1}
            max={1000}
            allowDecimal={false}
            value={draft.concurrency ?? ""}
            onChange={(value) => patch({ concurrency: Number(value) || undefined })}
            error={fieldMessage(trouble, "provider_concurrency")}
          />
          <Select
            label="Sandbox"
            description="Where code runs."
            value={draft.sandbox ?? "auto"}
            allowDeselect={false}
            data={[{ value: "auto", label: "The best that is ready" }, ...sandboxes.map((one) => ({ value: one.name, label: one.ready ? one.name : `${one.name} (not ready)`, disabled: !one.ready }))]}
            onChange={(name) => patch({ sandbox: name && name !== "auto" ? name : undefined })}
            error={fieldMessage(trouble, "sandbox")}
          />
        </div>
        {sandbox && <p className={styles.small}>{sandbox.detail}</p>}
        <Switch
          label="Buy new answers even where stored ones fit"
          checked={draft.fresh === "yes"}
          onChange={(event) => patch({ fresh: event.currentTarget.checked ? "yes" : undefined })}
        />
      </div>
    </Panel>
  );
}
