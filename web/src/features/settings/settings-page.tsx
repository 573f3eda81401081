/** Settings: what is configured and what works here; never a key. */
import { SegmentedControl, Tabs, useMantineColorScheme } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { getSettingsOptions } from "@/api/@tanstack/react-query.gen";
import type { Settings } from "@/api/types.gen";
import { Facts } from "@/components/facts";
import { Loaded } from "@/components/loaded";
import { PageHead } from "@/components/page-head";
import { Panel } from "@/components/panel";
import { Shortcuts } from "@/components/shortcuts";
import { TabRow } from "@/components/tab-row";
import { useSearchPatch } from "@/lib/use-search-state";
import { Configs } from "./configs";
import { Machine } from "./machine";
import { Prices } from "./prices";
import { Providers } from "./providers";
import type { SettingsSearch } from "./search";
import styles from "./settings.module.css";

const route = getRouteApi("/settings");

export function SettingsPage() {
  const { section = "providers" } = route.useSearch();
  const patch = useSearchPatch<SettingsSearch>();
  const settings = useQuery(getSettingsOptions());
  return (
    <>
      <PageHead title="Settings" lead="Read from the environment, .env and benchwright.yaml when the server starts; saved configs whenever they change. Keys never reach this page." />
      <Tabs value={section} onChange={(next) => patch({ section: (next ?? undefined) as SettingsSearch["section"] })} keepMounted={false}>
        <TabRow chosen={section}>
          <Tabs.Tab value="providers">Providers</Tabs.Tab>
          <Tabs.Tab value="configs">Configs</Tabs.Tab>
          <Tabs.Tab value="machine">This machine</Tabs.Tab>
          <Tabs.Tab value="prices">Prices</Tabs.Tab>
          <Tabs.Tab value="page">Page</Tabs.Tab>
          <Tabs.Tab value="about">About</Tabs.Tab>
        </TabRow>
        <div className={styles.body}>
          <Tabs.Panel value="providers">
            <Loaded query={settings}>{(found) => <Providers providers={found.providers} />}</Loaded>
          </Tabs.Panel>
          <Tabs.Panel value="configs">
            <Configs />
          </Tabs.Panel>
          <Tabs.Panel value="machine">
            <Machine />
          </Tabs.Panel>
          <Tabs.Panel value="prices">
            <Prices />
          </Tabs.Panel>
          <Tabs.Panel value="page">
            <div className={styles.stack}>
              <PageLook />
              <Panel title="Keyboard shortcuts" note="Press ? anywhere to see them.">
                <Shortcuts />
              </Panel>
            </div>
          </Tabs.Panel>
          <Tabs.Panel value="about">
            <Loaded query={settings}>{(found) => <About settings={found} />}</Loaded>
          </Tabs.Panel>
        </div>
      </Tabs>
    </>
  );
}

function PageLook() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Panel title="Look" note="Kept in this browser.">
      <SegmentedControl
        aria-label="Colour scheme"
        value={colorScheme}
        onChange={(value) => setColorScheme(value as "auto" | "dark" | "light")}
        data={[
          { value: "auto", label: "As the system" },
          { value: "dark", label: "Dark" },
          { value: "light", label: "Light" },
        ]}
      />
    </Panel>
  );
}

function About({ settings }: { settings: Settings }) {
  return (
    <Panel title="About this workspace" actions={<a href="/docs">API documentation</a>}>
      <Facts
        facts={[
          ["Version", settings.version],
          ["Workspace", <code key="w">{settings.workspace}</code>],
          ["Database", <code key="d">{settings.database}</code>],
          ["Artifacts", <code key="a">{settings.artifacts}</code>],
          ["Folders of suites", settings.suite_folders.length > 0 ? settings.suite_folders.join(", ") : "none besides the shipped suites"],
          ["Weights", Object.entries(settings.weights).map(([name, weight]) => `${name} ${weight}`).join(" · ")],
          ["Limits of an execution", Object.entries(settings.limits).map(([name, limit]) => `${name} ${limit}`).join(" · ")],
          ["Calls at once, each provider", String(settings.provider_concurrency)],
        ]}
      />
    </Panel>
  );
}
