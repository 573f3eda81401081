/** The row of a page's tabs: it scrolls sideways where it is wider than the page, and keeps the chosen one in view. */
import { Tabs } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import styles from "./tab-row.module.css";

export function TabRow({ chosen, children }: { chosen: string; children: ReactNode }) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const tab = row.current?.querySelector(`[role="tab"][id$="-tab-${CSS.escape(chosen)}"]`)?.getBoundingClientRect();
    const frame = row.current?.getBoundingClientRect();
    if (tab && frame) row.current?.scrollBy({ left: tab.left + tab.width / 2 - frame.left - frame.width / 2 });
  }, [chosen]);
  return (
    <Tabs.List ref={row} className={styles.row}>
      {children}
    </Tabs.List>
  );
}
