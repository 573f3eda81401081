/** The frame around every page: rail, top bar, what lies over everything. */
import { Outlet } from "@tanstack/react-router";
import { useState } from "react";
import { NewsBridge } from "@/app/news-bridge";
import { Palette } from "./palette";
import { Rail } from "./rail";
import { ShortcutSheet } from "./shortcut-sheet";
import styles from "./shell.module.css";
import { TabBar } from "./tab-bar";
import { TopBar } from "./top-bar";
import { useShortcuts } from "./use-shortcuts";

export function Shell() {
  const [sheet, setSheet] = useState(false);
  useShortcuts({ onHelp: () => setSheet(true) });
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        Skip to the page
      </a>
      <Rail />
      <div className={styles.column}>
        <NewsBridge />
        <TopBar onHelp={() => setSheet(true)} />
        <main id="main" tabIndex={-1} className={styles.main}>
          <Outlet />
        </main>
      </div>
      <TabBar />
      <Palette onHelp={() => setSheet(true)} />
      <ShortcutSheet opened={sheet} onClose={() => setSheet(false)} />
    </div>
  );
}
