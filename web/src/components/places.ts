/** The pages, in the order of the rail: one list for the rail, the palette and the shortcuts. */
import type { IconName } from "@/components/icon";

export const PLACES = [
  { to: "/", name: "Home", icon: "home", key: "h", group: "" },
  { to: "/launch", name: "Launch", icon: "launch", key: "n", group: "Measure" },
  { to: "/runs", name: "Runs", icon: "runs", key: "r", group: "Measure" },
  { to: "/leaderboard", name: "Leaderboard", icon: "board", key: "l", group: "Understand" },
  { to: "/compare", name: "Compare", icon: "compare", key: "c", group: "Understand" },
  { to: "/analytics", name: "Analytics", icon: "analytics", key: "a", group: "Understand" },
  { to: "/suites", name: "Suites", icon: "suites", key: "s", group: "Library" },
  { to: "/reports", name: "Reports", icon: "reports", key: "e", group: "Library" },
  { to: "/settings", name: "Settings", icon: "settings", key: ",", group: "Library" },
] as const satisfies readonly { to: string; name: string; icon: IconName; key: string; group: string }[];

export type Place = (typeof PLACES)[number];
