/** Whom to compare: from the leaderboards, besides those that came with the address. */
import { MultiSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getLeaderboardOptions } from "@/api/@tanstack/react-query.gen";
import { type Contender, contenderKey, MOST_CONTENDERS, readContender } from "@/lib/contender";

type Props = { contenders: readonly Contender[]; onChange: (contenders: Contender[]) => void };

export function ContenderPicker({ contenders, onChange }: Props) {
  const boards = useQuery(getLeaderboardOptions());
  const groups = (boards.data?.items ?? []).map((board) => ({
    group: `Leaderboard of ${board.suite}`,
    items: board.standings.map((one) => option({ candidate: one.summary.candidate, run_id: null, suite: board.suite })),
  }));
  const known = new Set(groups.flatMap((group) => group.items.map((item) => item.value)));
  const others = contenders.map(option).filter((one) => !known.has(one.value));
  return (
    <MultiSelect
      label="Candidates"
      description="Two to four, each from a suite's leaderboard or from one run."
      searchable
      clearable
      maxValues={MOST_CONTENDERS}
      placeholder={contenders.length === 0 ? "Choose candidates" : undefined}
      value={contenders.map(contenderKey)}
      data={[...(others.length > 0 ? [{ group: "From runs", items: others }] : []), ...groups.filter((group) => group.items.length > 0)]}
      onChange={(keys) => onChange(keys.flatMap((key) => readContender(key) ?? []))}
    />
  );
}

function option(contender: Contender): { value: string; label: string } {
  return { value: contenderKey(contender), label: `${contender.candidate} · ${contender.run_id ?? contender.suite ?? ""}` };
}
