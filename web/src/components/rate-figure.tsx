/** A rate with its interval: the figure, and a bar with whiskers that shows how sure it is. */
import { Tooltip } from "@mantine/core";
import { percent, UNKNOWN } from "@/lib/format";
import styles from "./rate-figure.module.css";

type Props = {
  /** 0..1; null: no verdict yet. */
  rate: number | null | undefined;
  interval?: { low: number; high: number; level: number } | null;
  /** What the figure is a share of, for the hover. */
  of?: string;
};

export function RateFigure({ rate, interval, of }: Props) {
  if (rate == null) return <span className={styles.unknown}>{UNKNOWN}</span>;
  const sure = interval
    ? `${Math.round(interval.level * 100)} % interval: ${percent(interval.low)} to ${percent(interval.high)}`
    : "No interval";
  return (
    <Tooltip label={of ? `${of}. ${sure}.` : `${sure}.`}>
      <span className={styles.figure}>
        <span className={styles.number}>{percent(rate)}</span>
        <svg className={styles.bar} viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
          <rect x="0" y="4" width="100" height="4" rx="2" className={styles.ground} />
          <rect x="0" y="4" width={rate * 100} height="4" rx="2" className={styles.fill} />
          {interval && (
            <path
              className={styles.whisker}
              vectorEffect="non-scaling-stroke"
              d={`M${interval.low * 100} 6H${interval.high * 100}M${interval.low * 100} 2v8M${interval.high * 100} 2v8`}
            />
          )}
        </svg>
        <span className="only-spoken">{sure}</span>
      </span>
    </Tooltip>
  );
}
