/** The page's own icons: one stroke path each on a 24 × 24 grid. Decorative; the text beside them speaks. */

const PATHS = {
  home: "M4 11.5 12 5l8 6.5M6 10v9h4.5v-5h3v5H18v-9",
  launch: "M5 19c.6-2.6 1.8-4 3.5-4.5M9 15l-2-2c1.3-5 4.8-8.6 12-9-.4 7.2-4 10.7-9 12ZM15 9h.01M7.5 13 4 12.5l3-3.5h2.5M11 16.5l.5 3.5 3.5-3v-2.5",
  runs: "M4 6h10M4 12h16M4 18h7M18 4v4M15 16v4",
  board: "M5 20v-7h4v7M10 20V5h4v15M15 20v-10h4v10M3.5 20h17",
  compare: "M4.5 5h6v14h-6zM13.5 5h6v14h-6zM7.5 9.5v5M16.5 12v2.5",
  analytics: "M4 4v16h16M8 16l3.5-5 3 2.5L20 6.5",
  suites: "M5 5h6v6H5zM13 5h6v6h-6zM5 13h6v6H5zM13 13h6v6h-6z",
  reports: "M7 3.5h7l4 4V20.5H7zM14 3.5v4h4M10 12h5M10 15.5h5",
  settings: "M4 7h9M17 7h3M15 5v4M4 17h3M11 17h9M9 15v4M4 12h5M13 12h7M11 10v4",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM15.5 15.5 20 20",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
  moon: "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10Z",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  menu: "M4 7h16M4 12h16M4 17h16",
  check: "m5 12.5 4.5 4.5L19 7.5",
  cross: "M6.5 6.5l11 11M17.5 6.5l-11 11",
  warn: "M12 4 2.8 19.5h18.4zM12 10v4.5M12 17h.01",
  clock: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16ZM12 8v4.5l3 1.5",
  pause: "M8.5 6v12M15.5 6v12",
  stop: "M7 7h10v10H7z",
  play: "M8 5.5v13l10.5-6.5z",
  retry: "M19 12a7 7 0 1 1-2.2-5.1M19 4v4h-4",
  trash: "M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7M10.5 11v5M13.5 11v5",
  edit: "M4.5 19.5l.8-3.8L15.5 5.5l3 3L8.3 18.7ZM13.5 7.5l3 3",
  tag: "M4 11.5V4.5h7l8.5 8.5-7 7ZM8 8h.01",
  copy: "M9 9h10v10.5H9zM5 15V4.5h10",
  down: "m6 9.5 6 6 6-6",
  up: "m6 14.5 6-6 6 6",
  right: "m9.5 6 6 6-6 6",
  left: "m14.5 6-6 6 6 6",
  columns: "M4 5h16v14H4zM9.5 5v14M14.5 5v14",
  table: "M4 5h16v14H4zM4 10h16M4 14.5h16M10 10v9",
  download: "M12 4v11M7.5 10.5 12 15l4.5-4.5M5 19.5h14",
  external: "M13 5h6v6M19 5l-8.5 8.5M16 14v5H5V8h5",
  shield: "M12 3.5 5 6v6c0 4.3 2.8 7.2 7 8.5 4.2-1.3 7-4.2 7-8.5V6zM9 12l2.2 2.2L15.2 10",
  ban: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16ZM6.5 6.5l11 11",
  scissors: "M6 8.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM6 20.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM8 7.5 20 17M8 16.5 20 7",
  gauge: "M5 17.5a8.5 8.5 0 1 1 14 0M12 14l4-5",
  plug: "M9 3.5v4.5M15 3.5v4.5M7 8h10v3.5a5 5 0 0 1-10 0zM12 16.5v4",
  key: "M8.5 12a4 4 0 1 0 0 .01M12.5 12H20v3.5M16.5 12v2.5",
  spark: "M12 3.5l1.9 6.6 6.6 1.9-6.6 1.9L12 20.5l-1.9-6.6L3.5 12l6.6-1.9z",
  minus: "M6 12h12",
  plus: "M6 12h12M12 6v12",
  wrap: "M4 6h16M4 12h13a3 3 0 0 1 0 6h-4M15 15.5 12.5 18l2.5 2.5M4 18h5",
  code: "M8.5 8 4.5 12l4 4M15.5 8l4 4-4 4M13.5 5.5l-3 13",
  money: "M12 3.5v17M16 7.5c-.7-1.3-2.2-2-4-2-2.3 0-4 1.1-4 3s1.5 2.7 4 3.3 4.2 1.5 4.2 3.5-1.9 3.2-4.2 3.2c-2.1 0-3.6-.8-4.3-2.3",
  undo: "M8.5 5 4.5 9l4 4M5 9h9a5.5 5.5 0 0 1 0 11h-3",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ flex: "none" }}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
