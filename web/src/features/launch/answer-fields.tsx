/** The profile: how much each score weighs in the overall figure. */
import { Button, NumberInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getSettingsOptions } from "@/api/@tanstack/react-query.gen";
import { Panel } from "@/components/panel";
import { percent } from "@/lib/format";
import { fieldMessage } from "@/lib/problem";
import type { FieldsProps } from "./fields";
import styles from "./launch.module.css";
import { readWeights, writeWeights } from "./search";

export function AnswerFields({ draft, patch, trouble }: FieldsProps) {
  const settings = useQuery(getSettingsOptions());
  const own = readWeights(draft.weights);
  const weights = own ?? settings.data?.weights ?? {};
  const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  return (
    <Panel
      title="Profile"
      note="How much each score weighs in the overall figure. Whether an attempt passed does not depend on it."
      actions={
        own && (
          <Button variant="subtle" color="gray" size="compact-md" onClick={() => patch({ weights: undefined })}>
            As configured
          </Button>
        )
      }
    >
      <div className={styles.row}>
        {Object.entries(weights).map(([name, weight]) => (
          <NumberInput
            key={name}
            label={name.charAt(0).toUpperCase() + name.slice(1)}
            description={total > 0 ? percent(weight / total, 0) : undefined}
            min={0}
            step={0.05}
            decimalScale={3}
            value={weight}
            onChange={(value) => patch({ weights: writeWeights({ ...weights, [name]: Number(value) || 0 }) })}
            error={fieldMessage(trouble, "weights")}
          />
        ))}
      </div>
    </Panel>
  );
}
