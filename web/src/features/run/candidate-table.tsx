/** What came out for each candidate, with intervals and both denominators. */
import { useMemo } from "react";
import type { Figures, RunDetail } from "@/api/types.gen";
import type { Column } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { figureColumns } from "@/components/figure-columns";
import { useState } from "react";

const NAME: Column<Figures> = {
  id: "candidate",
  header: "Candidate",
  fixed: true,
  sortable: true,
  value: (row) => row.candidate,
  cell: (row) => <strong>{row.candidate}</strong>,
};

export function CandidateTable({ run }: { run: RunDetail }) {
  const [view, setView] = useState<{ sort?: string | undefined; columns?: string | undefined }>({});
  const dimensions = Object.keys(run.weights).toSorted();
  const key = dimensions.join(",");
  const columns = useMemo(() => [NAME, ...figureColumns<Figures>((row) => row, key ? key.split(",") : [])], [key]);
  return (
    <DataTable
      label="Candidates of this run"
      rows={run.figures}
      columns={columns}
      rowId={(row) => row.candidate}
      view={view}
      onView={setView}
      height={360}
      tools={<h2 style={{ alignSelf: "center" }}>Candidates</h2>}
      empty="No attempt has finished yet."
    />
  );
}
