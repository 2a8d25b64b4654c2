import type { QueryClient } from "@tanstack/react-query";
import { createTRPCOptionsProxy, type TRPCOptionsProxy } from "@trpc/tanstack-react-query";
import type { AppRouter } from "@watchword/api/router";
import type { WatchwordClient } from "./create-client.ts";

/** The procedures as options for React Query: `queries.session.current.queryOptions()`. */
export type WatchwordQueries = TRPCOptionsProxy<AppRouter>;

/** For a client's procedures, the options of `useQuery` and `useMutation` and the keys to invalidate by. */
export function createWatchwordQueries(options: {
  client: WatchwordClient;
  queryClient: QueryClient;
}): WatchwordQueries {
  return createTRPCOptionsProxy<AppRouter>(options);
}
