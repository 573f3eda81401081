/** Output or code with what one does with it: find, wrap, copy the raw text, fetch the rest where it is cut. */
import { Button, TextInput } from "@mantine/core";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import { CopyButton } from "@/components/copy-button";
import { Icon } from "@/components/icon";
import { ansiPieces } from "@/lib/ansi";
import { bytes, count, plural } from "@/lib/format";
import { codePieces } from "@/lib/highlight";
import { rowText, toLines } from "@/lib/lines";
import { LineView, type LineViewHandle } from "./line-view";
import styles from "./text.module.css";

type Props = {
  title: string;
  text: string;
  /** `output` keeps terminal colours; anything else is a programming language, or `text`. */
  language: string;
  /** Characters of the whole text, given where `text` is only its beginning. */
  whole?: number | undefined;
  /** Where the whole text is to be had. */
  href?: string | undefined;
  onWhole?: (() => void) | undefined;
  height?: number;
};

export function TextView({ title, text, language, whole, href, onWhole, height }: Props) {
  const [wrap, setWrap] = useState(true);
  const [find, setFind] = useState("");
  const [at, setAt] = useState(0);
  const view = useRef<LineViewHandle>(null);
  const wanted = useDeferredValue(find.toLowerCase());
  const lines = useMemo(() => toLines(language === "output" ? ansiPieces(text) : codePieces(text, language)), [text, language]);
  const found = useMemo(
    () => (wanted ? lines.flatMap((line, row) => (rowText(line).toLowerCase().includes(wanted) ? [row] : [])) : []),
    [lines, wanted],
  );
  const step = (by: number) => {
    if (found.length === 0) return;
    const next = (at + by + found.length) % found.length;
    setAt(next);
    view.current?.scrollToRow(found[next] ?? 0);
  };
  const cut = whole !== undefined;
  return (
    <div className={styles.frame}>
      <div className={styles.tools}>
        <span className={styles.title}>{title}</span>
        <span>
          {plural(lines.findLast((line) => line.number > 0)?.number ?? 1, "line")} · {bytes(text.length)}
        </span>
        <TextInput
          size="xs"
          className={styles.find}
          aria-label={`Find in ${title}`}
          placeholder="Find"
          value={find}
          onChange={(event) => {
            setFind(event.currentTarget.value);
            setAt(-1);
          }}
          onKeyDown={(event) => event.key === "Enter" && step(event.shiftKey ? -1 : 1)}
          rightSection={wanted && <span>{found.length}</span>}
        />
        <Button size="compact-sm" variant="subtle" color="gray" aria-pressed={wrap} leftSection={<Icon name="wrap" size={14} />} onClick={() => setWrap(!wrap)}>
          Wrap
        </Button>
        <CopyButton text={text} />
        {href && (
          <Button size="compact-sm" variant="subtle" color="gray" component="a" href={href} download leftSection={<Icon name="download" size={14} />}>
            File
          </Button>
        )}
      </div>
      <LineView ref={view} lines={lines} label={title} wrap={wrap} marked={found[at]} {...(height ? { height } : {})} />
      {cut && (
        <div className={styles.tools} role="note">
          Only the beginning of {count(whole)} characters is shown.
          {onWhole && (
            <Button size="compact-sm" variant="light" onClick={onWhole}>
              Show all
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
