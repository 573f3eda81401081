/** Tables as CSV (RFC 4180), safe to open in a spreadsheet. */

export type Cell = string | number | boolean | null | undefined;

/** One cell: quoted where needed; what a spreadsheet would run as a formula is kept as text. */
export function csvCell(value: Cell): string {
  if (value == null) return "";
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function toCsv(headers: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [headers, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n").concat("\r\n");
}

/** Save text as a file of the reader. */
export function saveText(name: string, text: string, type: string): void {
  saveBlob(name, new Blob([text], { type }));
}

/** Save bytes as a file of the reader. */
export function saveBlob(name: string, bytes: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(bytes);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export function downloadCsv(label: string, headers: readonly string[], rows: readonly (readonly Cell[])[]): void {
  const name = label.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "");
  saveText(`${name || "table"}.csv`, toCsv(headers, rows), "text/csv;charset=utf-8");
}
