/** Two texts as one list of removed, added and kept lines; long kept stretches fold. */
import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import { foldedDiff } from "@/lib/diff";
import { count } from "@/lib/format";
import styles from "./text.module.css";

type Props = { title: string; before: string; after: string; beforeName: string; afterName: string };

const SIGNS = { added: "+", removed: "−", kept: " " } as const;
const SPOKEN = { added: "added: ", removed: "removed: ", kept: "" } as const;

export function DiffView({ title, before, after, beforeName, afterName }: Props) {
  const [open, setOpen] = useState(false);
  const parts = useMemo(() => foldedDiff(before, after, open ? Number.POSITIVE_INFINITY : 3), [before, after, open]);
  const changed = parts.some((part) => part.kind !== "kept" && part.kind !== "fold");
  return (
    <div className={styles.frame}>
      <div className={styles.tools}>
        <span className={styles.title}>{title}</span>
        <span>
          − {beforeName} · + {afterName}
        </span>
        <Button size="compact-sm" variant="subtle" color="gray" aria-pressed={open} onClick={() => setOpen(!open)}>
          {open ? "Fold equal lines" : "Show all lines"}
        </Button>
      </div>
      <div className={styles.scroller} style={{ maxHeight: 560 }} role="region" aria-label={title} tabIndex={0}>
        {!changed && <div className={styles.tools}>Both are the same.</div>}
        <div className={styles.diff}>
          {parts.map((part) =>
            part.kind === "fold" ? (
              <div key={part.key} className={styles.tools}>
                {count(part.lines)} equal lines
              </div>
            ) : (
              <div key={part.key} className={styles.change} data-kind={part.kind}>
                <span className={styles.sign} aria-hidden="true">
                  {SIGNS[part.kind]}
                </span>
                <span className="only-spoken">{SPOKEN[part.kind]}</span>
                <span className={styles.text} dir="auto">
                  {part.text || "\u00a0"}
                </span>
              </div>
            ),
          )}
        </div>
      </div>
    </div>
  );
}
