/** A difference with its interval on a line from -100 % to +100 %; the middle is "no difference". */
import styles from "./compare.module.css";

type Props = { difference: number | null; interval: { low: number; high: number } | null };

const place = (share: number) => 50 + share * 50;

export function DifferenceBar({ difference, interval }: Props) {
  return (
    <svg className={styles.bar} viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true">
      <path d="M0 8H100" className={styles.axis} vectorEffect="non-scaling-stroke" />
      <path d="M50 1V15" className={styles.axis} vectorEffect="non-scaling-stroke" />
      {interval && <path d={`M${place(interval.low)} 8H${place(interval.high)}`} className={styles.interval} vectorEffect="non-scaling-stroke" />}
      {difference !== null && <path d={`M${place(difference)} 3V13`} className={styles.point} vectorEffect="non-scaling-stroke" />}
    </svg>
  );
}
