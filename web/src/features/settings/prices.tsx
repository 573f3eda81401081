/** What the calls of saved configs cost; unknown is unknown, not free. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { listPricesOptions } from "@/api/@tanstack/react-query.gen";
import type { PriceLine } from "@/api/types.gen";
import type { Column, TableView } from "@/components/data-table/column";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyState } from "@/components/empty-state";
import { Loaded } from "@/components/loaded";
import { money } from "@/lib/format";

const COLUMNS: readonly Column<PriceLine>[] = [
  { id: "candidate", header: "Candidate", fixed: true, sortable: true, value: (price) => price.candidate },
  { id: "input", header: "Input, 1M tokens", width: 150, align: "right", sortable: true, value: (price) => numberOf(price.input_usd_per_mtok), cell: (price) => money(price.input_usd_per_mtok) },
  { id: "cached", header: "Cached input", width: 130, align: "right", hidden: "narrow", value: (price) => numberOf(price.cached_usd_per_mtok), cell: (price) => money(price.cached_usd_per_mtok) },
  { id: "output", header: "Output, 1M tokens", width: 160, align: "right", sortable: true, value: (price) => numberOf(price.output_usd_per_mtok), cell: (price) => money(price.output_usd_per_mtok) },
  { id: "source", header: "Source", width: 320, hidden: "narrow", value: (price) => price.source },
];

export function Prices() {
  const [view, setView] = useState<TableView>({});
  const prices = useQuery(listPricesOptions({ query: { limit: 500 } }));
  return (
    <Loaded query={prices}>
      {(found) => (
        <DataTable
          label="Prices of saved configs"
          rows={found.items}
          columns={COLUMNS}
          rowId={(price) => price.candidate}
          view={view}
          onView={setView}
          empty={
            <EmptyState icon="money" title="No saved configs">
              Save a model under Configs; a price of your own goes there too. Any other model is priced when it is planned.
            </EmptyState>
          }
        />
      )}
    </Loaded>
  );
}

function numberOf(usd: string | null): number | null {
  return usd === null ? null : Number(usd);
}
