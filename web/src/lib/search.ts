/** What addresses hold, read without ever failing: a wrong value is as good as none. */

type Loose = Record<string, unknown>;

/** A text, or nothing. Numbers in an address arrive as numbers. */
export function textOf(search: Loose, key: string): string | undefined {
  const value = search[key];
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" && value !== "" ? value.slice(0, 2000) : undefined;
}

/** One of a closed set, or nothing. */
export function oneOf<Value extends string>(search: Loose, key: string, allowed: readonly Value[]): Value | undefined {
  return allowed.find((one) => one === search[key]);
}

/** A list of texts, or nothing. */
export function listOf(search: Loose, key: string): string[] | undefined {
  const value = search[key];
  const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
  const texts = list.flatMap((one) => (typeof one === "string" || typeof one === "number" ? [String(one)] : []));
  return texts.length > 0 ? texts.slice(0, 100) : undefined;
}

/** A whole number from 1, or nothing. */
export function countOf(search: Loose, key: string): number | undefined {
  const value = Number(search[key]);
  return Number.isInteger(value) && value > 0 ? value : undefined;
}
