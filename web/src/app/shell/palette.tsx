/** Ctrl or Cmd + K: pages, recent runs, suites, and what can be switched. */
import { useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { Spotlight, type SpotlightActionGroupData } from "@mantine/spotlight";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { PLACES } from "@/components/places";
import { listRunsOptions, listSuitesOptions } from "@/api/@tanstack/react-query.gen";
import { Icon } from "@/components/icon";
import { localTime } from "@/lib/format";

export function Palette({ onHelp }: { onHelp: () => void }) {
  const navigate = useNavigate();
  const [opened, setOpened] = useState(false);
  const { setColorScheme } = useMantineColorScheme();
  const other = useComputedColorScheme("dark") === "dark" ? "light" : "dark";
  const runs = useQuery({ ...listRunsOptions({ query: { limit: 20 } }), enabled: opened });
  const suites = useQuery({ ...listSuitesOptions(), enabled: opened });

  const groups: SpotlightActionGroupData[] = [
    {
      group: "Pages",
      actions: PLACES.map((place) => ({
        id: place.to,
        label: place.name,
        leftSection: <Icon name={place.icon} size={18} />,
        rightSection: <kbd>g {place.key}</kbd>,
        onClick: () => void navigate({ to: place.to }),
      })),
    },
    {
      group: "Runs",
      actions: (runs.data?.items ?? []).map((run) => ({
        id: run.id,
        label: run.name || `${run.suite} · ${run.candidates.join(", ")}`,
        description: `${run.id} · ${localTime(run.created_at)}`,
        keywords: [run.id, run.suite, ...run.candidates],
        leftSection: <Icon name="runs" size={18} />,
        onClick: () => void navigate({ to: "/runs/$runId", params: { runId: run.id } }),
      })),
    },
    {
      group: "Suites",
      actions: (suites.data?.items ?? []).map((suite) => ({
        id: `suite ${suite.name}`,
        label: suite.title || suite.name,
        description: suite.name,
        leftSection: <Icon name="suites" size={18} />,
        onClick: () => void navigate({ to: "/suites", search: { suite: suite.name } }),
      })),
    },
    {
      group: "Page",
      actions: [
        {
          id: "scheme",
          label: `Use the ${other} scheme`,
          leftSection: <Icon name={other === "dark" ? "moon" : "sun"} size={18} />,
          onClick: () => setColorScheme(other),
        },
        { id: "help", label: "Keyboard shortcuts", leftSection: <Icon name="spark" size={18} />, onClick: onHelp },
      ],
    },
  ];
  return (
    <Spotlight
      actions={groups.filter((group) => group.actions.length > 0)}
      attributes={{ content: { "aria-label": "Find a page, run or suite" } }}
      shortcut="mod + K"
      lockScroll={false}
      highlightQuery
      scrollable
      maxHeight={420}
      limit={12}
      nothingFound="Nothing found. Try a page, a run's id or a candidate's name."
      onSpotlightOpen={() => setOpened(true)}
      searchProps={{ leftSection: <Icon name="search" size={18} />, placeholder: "Find a page, run or suite", "aria-label": "Find" }}
    />
  );
}
