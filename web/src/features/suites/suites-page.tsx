import { PageHead } from "@/components/page-head";

export function SuitesPage() {
  return <PageHead title="Suites" />;
}
