import { PageHead } from "@/components/page-head";

export function ComparePage() {
  return <PageHead title="Compare" />;
}
