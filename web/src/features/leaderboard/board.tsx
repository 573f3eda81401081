/** One suite's ranking. */
import { Button } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { Standing, SuiteBoard } from "@/api/types.gen";
import type { Column, TableView } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { figureColumns } from "@/components/figure-columns";
import { Icon } from "@/components/icon";
import { contenderKey, MOST_CONTENDERS } from "@/lib/contender";
import { money, percent, plural } from "@/lib/format";
import { AbsentList } from "./absent-list";
import styles from "./leaderboard.module.css";

type Props = { board: SuiteBoard; view: TableView; onView: (view: TableView) => void };

export function Board({ board, view, onView }: Props) {
  const navigate = useNavigate();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const key = [...new Set(board.standings.flatMap((one) => Object.keys(one.summary.scores)))].toSorted().join(",");
  const columns = useMemo(() => columnsOf(key ? key.split(",") : []), [key]);
  const chosen = board.standings.filter((one) => selected.has(one.candidate_digest));
  const compare = () =>
    void navigate({
      to: "/compare",
      search: { with: chosen.map((one) => contenderKey({ candidate: one.summary.candidate, run_id: null, suite: board.suite })) },
    });
  const enough = chosen.length >= 2 && chosen.length <= MOST_CONTENDERS;
  return (
    <div className={styles.board}>
      <DataTable
        label={`Leaderboard of ${board.suite}`}
        rows={board.standings}
        columns={columns}
        rowId={idOf}
        view={view}
        onView={onView}
        selected={selected}
        onSelected={setSelected}
        height={560}
        empty="No candidate has a verdict on these tasks."
        tools={
          <>
            <h2 className={styles.title}>{board.suite}</h2>
            {selected.size > 0 && (
              <Button size="sm" variant="default" leftSection={<Icon name="compare" />} disabled={!enough} onClick={compare}>
                {enough ? `Compare ${plural(chosen.length, "candidate")}` : `Compare: choose 2 to ${MOST_CONTENDERS}`}
              </Button>
            )}
          </>
        }
      />
      <AbsentList absent={board.absent} />
    </div>
  );
}

const idOf = (row: Standing) => row.candidate_digest;

function columnsOf(dimensions: readonly string[]): Column<Standing>[] {
  return [
    {
      id: "rank",
      header: "Rank",
      hint: "The places its interval leaves open.",
      width: 84,
      fixed: true,
      sortable: true,
      value: (row) => row.rank.low,
      cell: (row) => <Place standing={row} />,
    },
    {
      id: "candidate",
      header: "Candidate",
      fixed: true,
      sortable: true,
      value: (row) => row.summary.candidate,
      cell: (row) => <strong>{row.summary.candidate}</strong>,
    },
    ...figureColumns<Standing>((row) => row.summary, dimensions),
    {
      id: "best",
      header: "Best run",
      hint: "Its most accurate run, with the cost of that same run.",
      width: 190,
      hidden: "narrow",
      value: (row) => row.best?.summary.scored_only,
      cell: (row) =>
        row.best ? (
          <Link to="/runs/$runId" params={{ runId: row.best.run_id }}>
            {percent(row.best.summary.scored_only)} for {money(row.best.summary.cost_usd)}
          </Link>
        ) : (
          "–"
        ),
    },
  ];
}

function Place({ standing }: { standing: Standing }) {
  const { low, high } = standing.rank;
  const words = low === high ? `Rank ${low}` : `Rank ${low} to ${high}: can't be told apart from its neighbours`;
  return (
    <span className={styles.rank} data-first={low === 1 || undefined} title={words}>
      {low === high ? low : `${low}–${high}`}
    </span>
  );
}
