import { PageHead } from "@/components/page-head";

export function LaunchPage() {
  return <PageHead title="Launch" />;
}
