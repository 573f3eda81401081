/** Line differences, with long equal stretches folded. */
import { diffLines } from "diff";

export type DiffPart =
  | { kind: "added" | "removed" | "kept"; text: string; key: string }
  | { kind: "fold"; lines: number; key: string };

/** Compare two texts line by line; of equal stretches, `around` lines are kept at each side of a change. */
export function foldedDiff(before: string, after: string, around: number): DiffPart[] {
  const parts: DiffPart[] = [];
  const changes = diffLines(trimmed(before), trimmed(after));
  for (const [index, change] of changes.entries()) {
    const kind = change.added ? "added" : change.removed ? "removed" : "kept";
    const lines = change.value.replace(/\n$/, "").split("\n");
    const head = kind === "kept" && index === 0 ? 0 : around;
    const tail = kind === "kept" && index === changes.length - 1 ? 0 : around;
    const show = (from: number, to: number): void => {
      for (let line = from; line < to; line += 1) parts.push({ kind, text: lines[line] ?? "", key: `${index}.${line}` });
    };
    if (kind === "kept" && lines.length > head + tail + 1) {
      show(0, head);
      parts.push({ kind: "fold", lines: lines.length - head - tail, key: `${index}.fold` });
      show(lines.length - tail, lines.length);
    } else {
      show(0, lines.length);
    }
  }
  return parts;
}

/** Spaces at the ends of lines are no difference. */
function trimmed(text: string): string {
  return `${text.replaceAll(/[ \t]+$/gm, "").replace(/\n+$/, "")}\n`;
}
