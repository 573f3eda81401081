/** Money paid today, this month and ever; calls without a known price are counted apart. */
import { useQuery } from "@tanstack/react-query";
import { getSpendingOptions } from "@/api/@tanstack/react-query.gen";
import type { Money } from "@/api/types.gen";
import { Loaded } from "@/components/loaded";
import { Panel } from "@/components/panel";
import { Stat, Stats } from "@/components/stat";
import { money, plural } from "@/lib/format";

export function SpentMoney() {
  const spending = useQuery(getSpendingOptions());
  return (
    <Panel title="Money spent" note="What model calls cost, by days of UTC.">
      <Loaded query={spending} height={84}>
        {(found) => (
          <Stats>
            <Stat name="Today" value={money(found.today.usd)} note={callsOf(found.today)} accent />
            <Stat name="This month" value={money(found.month.usd)} note={callsOf(found.month)} />
            <Stat name="Ever" value={money(found.all.usd)} note={callsOf(found.all)} />
          </Stats>
        )}
      </Loaded>
    </Panel>
  );
}

function callsOf(spent: Money): string {
  const calls = plural(spent.calls, "call");
  return spent.unpriced > 0 ? `${calls}, ${spent.unpriced} of unknown price` : calls;
}
