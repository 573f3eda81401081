/** Text as lines of coloured pieces, ready for a virtual list. */

/** A piece of a line; `look` names its colour. */
export type Piece = { text: string; look?: string };

/** One row on the screen. */
export type Line = { pieces: Piece[]; /** Number of the line, from 1; 0: goes on from the row above. */ number: number };

/** Longest row in UTF-16 units; longer lines go on in the next row, so that one line of 200 KB stays quick. */
export const LONGEST_ROW = 2000;

const JOINS = /^(?:\p{M}|\p{Emoji_Modifier}|[\u{200d}\u{e0020}-\u{e007f}])/u;

/** The nearest place at or before `at` where text can be cut without breaking a character or an emoji. */
export function safeCut(text: string, at: number): number {
  for (let cut = at; cut > at - 24 && cut > 0; cut -= 1) {
    const next = text.codePointAt(cut) ?? 0;
    const before = text.charCodeAt(cut - 1);
    const low = next >= 0xdc00 && next <= 0xdfff;
    if (!low && before !== 0x200d && !JOINS.test(String.fromCodePoint(next))) return cut;
  }
  return at;
}

/** Cut pieces of a whole text into rows. */
export function toLines(pieces: Iterable<Piece>): Line[] {
  const lines: Line[] = [];
  let number = 1;
  let row: Line = { pieces: [], number };
  let length = 0;
  const push = (text: string, look: string | undefined): void => {
    row.pieces.push(look ? { text, look } : { text });
    length += text.length;
  };
  const close = (next: number): void => {
    lines.push(row);
    row = { pieces: [], number: next };
    length = 0;
  };
  for (const piece of pieces) {
    const parts = piece.text.split("\n");
    for (const [index, part] of parts.entries()) {
      if (index > 0) close((number += 1));
      let rest = part.endsWith("\r") ? part.slice(0, -1) : part;
      while (length + rest.length > LONGEST_ROW) {
        const cut = safeCut(rest, LONGEST_ROW - length);
        push(rest.slice(0, cut), piece.look);
        rest = rest.slice(cut);
        close(0);
      }
      if (rest) push(rest, piece.look);
    }
  }
  lines.push(row);
  const last = lines.at(-1);
  if (lines.length > 1 && last && last.pieces.length === 0 && last.number > 0) lines.pop();
  return lines;
}

/** The text of a row. */
export function rowText(line: Line): string {
  return line.pieces.map((piece) => piece.text).join("");
}
