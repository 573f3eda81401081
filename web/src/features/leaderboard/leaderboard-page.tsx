import { PageHead } from "@/components/page-head";

export function LeaderboardPage() {
  return <PageHead title="Leaderboard" />;
}
