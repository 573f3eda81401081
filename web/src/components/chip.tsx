/** A small label with an icon and a word: colour only repeats what they say. */
import type { ReactNode } from "react";
import styles from "./chip.module.css";
import { Icon, type IconName } from "./icon";

export type Tone = "pass" | "fail" | "warn" | "note" | "busy" | "plain";

type Props = { tone?: Tone; icon?: IconName; children: ReactNode; title?: string | undefined };

export function Chip({ tone = "plain", icon, children, title }: Props) {
  return (
    <span className={styles.chip} data-tone={tone} title={title}>
      {icon && <Icon name={icon} size={13} />}
      {children}
    </span>
  );
}
