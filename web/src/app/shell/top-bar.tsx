/** The bar on top: where one is, search, whether news arrive, the colour scheme, help. */
import { ActionIcon, Tooltip, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { spotlight } from "@mantine/spotlight";
import { Icon } from "@/components/icon";
import { COMMAND } from "@/components/shortcuts";
import { Crumbs } from "./crumbs";
import { NewsState } from "./news-state";
import styles from "./shell.module.css";

export function TopBar({ onHelp }: { onHelp: () => void }) {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("dark");
  const other = scheme === "dark" ? "light" : "dark";
  return (
    <header className={styles.bar}>
      <Crumbs />
      <NewsState />
      <button type="button" className={styles.find} onClick={spotlight.open} aria-label="Find a page, run or suite">
        <Icon name="search" />
        <span className={styles.findText}>Find</span>
        <kbd className={styles.findText}>{COMMAND} K</kbd>
      </button>
      <Tooltip label={`Use the ${other} scheme`}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={34}
          aria-label={`Use the ${other} scheme`}
          onClick={() => setColorScheme(other)}
        >
          <Icon name={scheme === "dark" ? "sun" : "moon"} size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Keyboard shortcuts (?)">
        <ActionIcon variant="subtle" color="gray" size={34} aria-label="Keyboard shortcuts" onClick={onHelp}>
          <b aria-hidden="true">?</b>
        </ActionIcon>
      </Tooltip>
    </header>
  );
}
