/** Changes of a page's own search, without a step in the history for each letter that is typed. */
import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";

/** Returns a function that sets some keys of the address's search and keeps the others. */
export function useSearchPatch<Search extends object>(): (patch: Partial<Search>, options?: { step?: boolean }) => void {
  const navigate = useNavigate();
  return useCallback(
    (patch, options) => {
      void navigate({
        to: ".",
        search: ((before: Search) => ({ ...before, ...patch })) as never,
        replace: !options?.step,
        resetScroll: false,
      });
    },
    [navigate],
  );
}
