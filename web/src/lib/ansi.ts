/** Terminal output as coloured pieces: SGR colours are kept, every other control sequence is dropped. */
import type { Piece } from "./lines";

const NAMES = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"] as const;
// CSI and OSC sequences, lone escapes, and control characters other than tab and line ends.
// oxlint-disable-next-line no-control-regex -- these are what has to be found
const CONTROL = /\u001b\[([0-9;:?]*)([@-~])|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b[@-Z\\-_]?|[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

type State = { colour: string; bold: boolean; dim: boolean };

/** Split output at its colour changes. */
export function* ansiPieces(output: string): Generator<Piece> {
  const state: State = { colour: "", bold: false, dim: false };
  const text = overwritten(output);
  let from = 0;
  for (const match of text.matchAll(CONTROL)) {
    if (match.index > from) yield piece(text.slice(from, match.index), state);
    from = match.index + match[0].length;
    if (match[2] === "m") apply(state, match[1] ?? "");
  }
  if (from < text.length) yield piece(text.slice(from), state);
}

function piece(text: string, state: State): Piece {
  const look = [state.colour, state.bold ? "bold" : "", state.dim ? "dim" : ""].filter(Boolean).join(" ");
  return look ? { text, look } : { text };
}

/** What a progress bar wrote over itself with carriage returns: the last writing stays. */
function overwritten(output: string): string {
  return output.includes("\r") ? output.replaceAll("\r\n", "\n").replaceAll(/[^\n]*\r(?=[^\n])/g, "") : output;
}

function apply(state: State, codes: string): void {
  const numbers = codes.split(/[;:]/).map(Number);
  for (let at = 0; at < numbers.length; at += 1) {
    const code = numbers[at] ?? 0;
    if (code === 38 || code === 48) {
      const colour = numbers[at + 1] === 5 ? numbers[at + 2] : undefined;
      if (code === 38) state.colour = colour !== undefined && colour < 16 ? named(colour % 8) : "";
      at += numbers[at + 1] === 5 ? 2 : 4;
    } else {
      one(state, code);
    }
  }
}

function one(state: State, code: number): void {
  if (code === 0) Object.assign(state, { colour: "", bold: false, dim: false });
  else if (code === 1) state.bold = true;
  else if (code === 2) state.dim = true;
  else if (code === 22) Object.assign(state, { bold: false, dim: false });
  else if (code === 39) state.colour = "";
  else if (code >= 30 && code <= 37) state.colour = named(code - 30);
  else if (code >= 90 && code <= 97) state.colour = named(code - 90);
}

function named(index: number): string {
  return `ansi-${NAMES[index] ?? "white"}`;
}
