/** Code as coloured pieces: comments, strings, numbers and keywords, the same simple rules for all languages. */
import type { Piece } from "./lines";

const PYTHON =
  "and as assert async await break case class continue def del elif else except False finally for from global if import in is lambda match None nonlocal not or pass raise return self True try while with yield";
const BRACES =
  "abstract async await bool boolean break case catch char chan class const continue crate defer default do double else enum export extends extern false final finally float fn for from func function go if impl implements import in instanceof int interface let long loop map match mod move mut namespace new nil null package private protected pub public range return select self static string struct super switch template this throw throws trait true try type typedef typename typeof undefined union unsafe unsigned use using var virtual void where while yield";
const RUBY_PHP =
  "begin def do echo elsif else end endforeach endif ensure foreach function if include module namespace nil puts require rescue return self then unless until use when while yield class true false null public private";

const HASH_COMMENTS = new Set(["python", "ruby", "php", "yaml", "bash", "sh", "toml"]);
const LONGEST_HIGHLIGHTED = 200_000;

const KEYWORDS: Record<string, ReadonlySet<string>> = {
  python: new Set(PYTHON.split(" ")),
  ruby: new Set(RUBY_PHP.split(" ")),
  php: new Set(RUBY_PHP.split(" ")),
};
const BRACE_WORDS: ReadonlySet<string> = new Set(BRACES.split(" "));

function pattern(language: string): RegExp {
  const comments = HASH_COMMENTS.has(language) ? "#[^\\n]*" : "\\/\\/[^\\n]*|\\/\\*[\\s\\S]*?(?:\\*\\/|$)";
  const long = language === "python" ? `"""[\\s\\S]*?(?:"""|$)|'''[\\s\\S]*?(?:'''|$)|` : "`(?:\\\\[\\s\\S]|[^`\\\\])*(?:`|$)|";
  const strings = `${long}"(?:\\\\.|[^"\\\\\\n])*"?|'(?:\\\\.|[^'\\\\\\n])*'?`;
  return new RegExp(`(?<comment>${comments})|(?<string>${strings})|(?<number>\\b\\d[\\w.]*)|(?<word>[A-Za-z_$][\\w$]*)`, "g");
}

/** Split code into coloured pieces; text, and code that is very long, stays plain. */
export function* codePieces(code: string, language: string): Generator<Piece> {
  if (code.length > LONGEST_HIGHLIGHTED || language === "text" || language === "") {
    yield { text: code };
    return;
  }
  const keywords = KEYWORDS[language] ?? BRACE_WORDS;
  let from = 0;
  for (const match of code.matchAll(pattern(language))) {
    const look = lookOf(match, code, keywords);
    if (!look) continue;
    if (match.index > from) yield { text: code.slice(from, match.index) };
    yield { text: match[0], look };
    from = match.index + match[0].length;
  }
  if (from < code.length) yield { text: code.slice(from) };
}

function lookOf(match: RegExpExecArray, code: string, keywords: ReadonlySet<string>): string | undefined {
  const groups = match.groups ?? {};
  if (groups.comment) return "comment";
  if (groups.string) return "string";
  if (groups.number) return "number";
  if (keywords.has(match[0])) return "keyword";
  return code[match.index + match[0].length] === "(" ? "call" : undefined;
}
