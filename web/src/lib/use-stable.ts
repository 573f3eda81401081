/** A function that stays the same while what it does follows the latest render: keeps memoised children at rest. */
import { useCallback, useLayoutEffect, useRef } from "react";

export function useStable<Arguments extends unknown[], Result>(act: (...given: Arguments) => Result): (...given: Arguments) => Result {
  const latest = useRef(act);
  useLayoutEffect(() => {
    latest.current = act;
  });
  return useCallback((...given: Arguments) => latest.current(...given), []);
}
