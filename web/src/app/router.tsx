/** The routes: one for each page; what an address may hold is said by the page's `search.ts`. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { getRunOptions } from "@/api/@tanstack/react-query.gen";
import { analyticsSearch } from "@/features/analytics/search";
import { attemptSearch } from "@/features/attempt/search";
import { compareSearch } from "@/features/compare/search";
import { HomePage } from "@/features/home/home-page";
import { launchSearch } from "@/features/launch/search";
import { leaderboardSearch } from "@/features/leaderboard/search";
import { reportsSearch } from "@/features/reports/search";
import { attemptsQuery } from "@/features/run/queries";
import { runSearch } from "@/features/run/search";
import { runsSearch } from "@/features/runs/search";
import { settingsSearch } from "@/features/settings/search";
import { suitesSearch } from "@/features/suites/search";
import { Broken, Lost } from "./lost";
import { queryClient } from "./query-client";
import { Shell } from "./shell/shell";

const root = createRootRoute({ component: Shell, notFoundComponent: Lost, errorComponent: Broken });

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: HomePage,
  staticData: { crumb: () => "Home" },
});

const launch = createRoute({
  getParentRoute: () => root,
  path: "/launch",
  validateSearch: launchSearch,
  component: lazyRouteComponent(() => import("@/features/launch/launch-page"), "LaunchPage"),
  staticData: { crumb: () => "Launch" },
});

const runsGroup = createRoute({ getParentRoute: () => root, path: "/runs", staticData: { crumb: () => "Runs" } });

const runs = createRoute({
  getParentRoute: () => runsGroup,
  path: "/",
  validateSearch: runsSearch,
  component: lazyRouteComponent(() => import("@/features/runs/runs-page"), "RunsPage"),
});

const runGroup = createRoute({
  getParentRoute: () => runsGroup,
  path: "$runId",
  staticData: { crumb: (params) => params.runId },
});

const run = createRoute({
  getParentRoute: () => runGroup,
  path: "/",
  validateSearch: runSearch,
  loaderDeps: ({ search }) => search,
  // Both are read while the page's program is on its way, not one after the other; nobody waits here.
  loader: ({ deps, params }) => {
    void queryClient.prefetchQuery(getRunOptions({ path: { run_id: params.runId } }));
    void queryClient.prefetchInfiniteQuery(attemptsQuery(params.runId, deps));
  },
  component: lazyRouteComponent(() => import("@/features/run/run-page"), "RunPage"),
});

const attempt = createRoute({
  getParentRoute: () => runGroup,
  path: "attempts/$attemptId",
  validateSearch: attemptSearch,
  component: lazyRouteComponent(() => import("@/features/attempt/attempt-page"), "AttemptPage"),
  staticData: { crumb: (params) => `Attempt ${params.attemptId ?? ""}` },
});

const leaderboard = createRoute({
  getParentRoute: () => root,
  path: "/leaderboard",
  validateSearch: leaderboardSearch,
  component: lazyRouteComponent(() => import("@/features/leaderboard/leaderboard-page"), "LeaderboardPage"),
  staticData: { crumb: () => "Leaderboard" },
});

const compare = createRoute({
  getParentRoute: () => root,
  path: "/compare",
  validateSearch: compareSearch,
  component: lazyRouteComponent(() => import("@/features/compare/compare-page"), "ComparePage"),
  staticData: { crumb: () => "Compare" },
});

const analytics = createRoute({
  getParentRoute: () => root,
  path: "/analytics",
  validateSearch: analyticsSearch,
  component: lazyRouteComponent(() => import("@/features/analytics/analytics-page"), "AnalyticsPage"),
  staticData: { crumb: () => "Analytics" },
});

const suites = createRoute({
  getParentRoute: () => root,
  path: "/suites",
  validateSearch: suitesSearch,
  component: lazyRouteComponent(() => import("@/features/suites/suites-page"), "SuitesPage"),
  staticData: { crumb: () => "Suites" },
});

const reports = createRoute({
  getParentRoute: () => root,
  path: "/reports",
  validateSearch: reportsSearch,
  component: lazyRouteComponent(() => import("@/features/reports/reports-page"), "ReportsPage"),
  staticData: { crumb: () => "Reports" },
});

const settings = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  validateSearch: settingsSearch,
  component: lazyRouteComponent(() => import("@/features/settings/settings-page"), "SettingsPage"),
  staticData: { crumb: () => "Settings" },
});

const tree = root.addChildren([
  home,
  launch,
  runsGroup.addChildren([runs, runGroup.addChildren([run, attempt])]),
  leaderboard,
  compare,
  analytics,
  suites,
  reports,
  settings,
]);

export const router = createRouter({
  routeTree: tree,
  defaultPreload: "intent",
  scrollRestoration: true,
  defaultPendingMs: 300,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }

  interface StaticDataRouteOption {
    /** The route's name in the top bar. */
    crumb?: (params: Record<string, string | undefined>) => string | undefined;
  }
}
