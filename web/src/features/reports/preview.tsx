/** A report before it is saved: text as text, a page in a frame where nothing runs and nothing is fetched. */
import { useQuery } from "@tanstack/react-query";
import { Loaded } from "@/components/loaded";
import { TextView } from "@/components/text/text-view";
import { fetchDocument, fileName, type Source } from "./document";
import styles from "./reports.module.css";
import type { Form } from "./search";

const LONGEST = 400_000;

export function Preview({ source, form }: { source: Source; form: Form }) {
  // A PDF is made of the very document that the page shows, and frames may not hold one.
  const shown = form === "pdf" ? "html" : form;
  const report = useQuery({
    queryKey: ["report", source, shown],
    staleTime: 30_000,
    queryFn: async ({ signal }) => (await fetchDocument(source, shown, signal)).text(),
  });
  return (
    <Loaded query={report} height={640}>
      {(text) =>
        shown === "html" ? (
          <iframe className={styles.page} title={`Preview of ${fileName(source, form)}`} sandbox="" srcDoc={text} />
        ) : (
          <TextView title={fileName(source, form)} text={text.slice(0, LONGEST)} language="text" whole={text.length > LONGEST ? text.length : undefined} height={720} />
        )
      }
    </Loaded>
  );
}
