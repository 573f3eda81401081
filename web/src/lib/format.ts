/** Figures as people read them. Unknown is null and is shown as unknown, never as zero. */

export const UNKNOWN = "–";

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });

/** A count with thousands separators. */
export function count(value: number | null | undefined): string {
  return value == null ? UNKNOWN : whole.format(value);
}

/** A count in at most five characters: 1.2M. */
export function shortCount(value: number | null | undefined): string {
  return value == null ? UNKNOWN : Math.abs(value) < 10_000 ? whole.format(value) : compact.format(value);
}

/** A share in 0..1 as a percentage with one digit. */
export function percent(share: number | null | undefined, digits = 1): string {
  return share == null ? UNKNOWN : `${(share * 100).toFixed(digits)} %`;
}

/** A score in 0..1 as 0 to 100 with one digit. */
export function points(score: number | null | undefined): string {
  return score == null ? UNKNOWN : (score * 100).toFixed(1);
}

/** Money in USD; the API writes it as a decimal string. Small amounts keep two significant digits. */
export function money(usd: number | string | null | undefined): string {
  if (usd == null || usd === "") return UNKNOWN;
  const value = Number(usd);
  if (!Number.isFinite(value)) return UNKNOWN;
  if (value === 0) return "$0.00";
  if (Math.abs(value) >= 0.01) return `${value < 0 ? "-" : ""}$${Math.abs(value).toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
  if (Math.abs(value) < 0.000_001) return "< $0.000001";
  return `$${value.toFixed(Math.min(8, 1 - Math.floor(Math.log10(Math.abs(value)))))}`;
}

/** Seconds as people say them: 0.4 ms, 830 ms, 2.4 s, 3 min 05 s, 2 h 10 min. */
export function duration(seconds: number | null | undefined): string {
  if (seconds == null || !Number.isFinite(seconds)) return UNKNOWN;
  if (seconds > 0 && seconds < 0.0001) return "< 0.1 ms";
  if (seconds > 0 && seconds < 0.001) return `${(seconds * 1000).toFixed(1)} ms`;
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const all = Math.round(seconds);
  if (all < 3600) return `${Math.floor(all / 60)} min ${String(all % 60).padStart(2, "0")} s`;
  if (all < 86_400) return `${Math.floor(all / 3600)} h ${String(Math.floor((all % 3600) / 60)).padStart(2, "0")} min`;
  return `${Math.floor(all / 86_400)} d ${Math.floor((all % 86_400) / 3600)} h`;
}

/** Bytes in binary units. */
export function bytes(size: number | null | undefined): string {
  if (size == null) return UNKNOWN;
  if (size < 1024) return `${size} B`;
  const units = ["KiB", "MiB", "GiB", "TiB"];
  const power = Math.min(Math.floor(Math.log(size) / Math.log(1024)), units.length);
  return `${(size / 1024 ** power).toFixed(1)} ${units[power - 1] ?? ""}`;
}

/** A moment in the reader's own time zone. */
export function localTime(iso: string | null | undefined): string {
  if (!iso) return UNKNOWN;
  const moment = new Date(iso);
  const sameYear = moment.getFullYear() === new Date().getFullYear();
  return moment.toLocaleString(undefined, {
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    ...(sameYear ? {} : { year: "numeric" }),
  });
}

/** The same moment in UTC, to the second, for a hover. */
export function utcTime(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** How long ago, in one unit: 5 s, 3 min, 2 h, 4 d. */
export function ago(iso: string, now: number): string {
  const seconds = Math.max(0, (now - Date.parse(iso)) / 1000);
  if (seconds < 60) return `${Math.floor(seconds)} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`;
  return `${Math.floor(seconds / 86_400)} d ago`;
}

/** "1 run", "2 runs". */
export function plural(number: number, one: string, many = `${one}s`): string {
  return `${count(number)} ${number === 1 ? one : many}`;
}
