/** What was read from the server, and when it is read again. */
import { QueryClient } from "@tanstack/react-query";
import { asProblem } from "@/lib/problem";

const TRIES = 2;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      gcTime: 10 * 60_000,
      refetchOnWindowFocus: true,
      // What the server refuses stays refused; what it can't answer now may work a moment later.
      retry: (failed, error) => failed < TRIES && ![400, 403, 404, 409, 412, 422].includes(asProblem(error).status),
    },
  },
});
