/** One small call to a provider's model; it may cost a fraction of a cent. */
import { Button, Popover, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { testProviderMutation } from "@/api/@tanstack/react-query.gen";
import { Chip } from "@/components/chip";
import { ErrorPanel } from "@/components/error-panel";
import { duration, money } from "@/lib/format";
import styles from "./settings.module.css";

export function ProviderTest({ provider }: { provider: string }) {
  const [model, setModel] = useState("");
  const test = useMutation(testProviderMutation());
  return (
    <Popover width={320} position="bottom-end" withArrow shadow="md" trapFocus>
      <Popover.Target>
        <Button variant="default" size="compact-md">
          Test
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className={styles.test}
          onSubmit={(event) => {
            event.preventDefault();
            test.mutate({ path: { provider }, body: { model } });
          }}
        >
          <TextInput label="Model" description="One small call is made; it may cost a fraction of a cent." required value={model} onChange={(event) => setModel(event.currentTarget.value)} />
          <Button type="submit" loading={test.isPending} disabled={!model}>
            Call {provider}/{model || "…"}
          </Button>
          {test.data && (
            <p>
              <Chip tone={test.data.works ? "pass" : "fail"} icon={test.data.works ? "check" : "cross"}>
                {test.data.works ? "works" : "does not work"}
              </Chip>{" "}
              {test.data.detail} {test.data.works && `${duration(test.data.latency_s)}, ${money(test.data.cost_usd)}, ${test.data.model_version}`}
            </p>
          )}
          {test.error && <ErrorPanel error={test.error} />}
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
