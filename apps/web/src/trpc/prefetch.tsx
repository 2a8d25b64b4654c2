import "server-only";
import { appRouter } from "@watchword/api/router";
import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import type { ReactNode } from "react";
import { getApiContext } from "../caller/caller.ts";
import { ApiProvider } from "./provider.tsx";

/** A query client for one request, and the procedures as its query options. */
export function createPrefetch() {
  const queryClient = new QueryClient();
  const trpc = createTRPCOptionsProxy({ ctx: getApiContext, router: appRouter, queryClient });
  return { queryClient, trpc };
}

/** Passes what was prefetched on the server to the client components below. */
export function Hydrate({
  queryClient,
  children,
}: {
  queryClient: QueryClient;
  children: ReactNode;
}) {
  return (
    <ApiProvider>
      <HydrationBoundary state={dehydrate(queryClient)}>{children}</HydrationBoundary>
    </ApiProvider>
  );
}
