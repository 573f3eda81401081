import { PageHead } from "@/components/page-head";

export function AttemptPage() {
  return <PageHead title="Attempt" />;
}
