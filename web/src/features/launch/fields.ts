/** What every group of fields gets. */
import type { Draft } from "./search";

export type FieldsProps = {
  draft: Draft;
  patch: (change: Partial<Draft>) => void;
  /** What the server said of the draft, to be shown beside the field it is about. */
  trouble: unknown;
};
