import type { ProcedureType } from "@trpc/server";
import { NO_NETWORK, networkOf } from "@watchword/auth/client";
import type { ApiContext } from "./context.ts";
import type { ProcedureMeta } from "./procedure-meta.ts";
import { RefusalError } from "./refusal.ts";

type Limiting = Pick<ApiContext, "auth" | "client" | "limiter">;

/** What a client may do so often: have mail sent, have a code, link, token or password judged, or have something else recorded. */
export type Limited = "mail" | "guess" | "write";

/**
 * How many clients are thought to share what a client may do, where none can be told from another: a
 * proxy that tells no address would else close everybody out with one visitor's limits.
 */
const SHARED_BY = 20;

/** Whether a call is written down, as its procedure's type and meta say. */
export function isRecorded(type: ProcedureType, meta: ProcedureMeta | undefined): boolean {
  return type === "mutation" || meta?.recorded === true;
}

/** Among which calls of its client a call is counted: whatever leaves a row behind is among some. */
export function limitOf(type: ProcedureType, meta: ProcedureMeta | undefined): Limited | null {
  return meta?.limit ?? (isRecorded(type, meta) ? "write" : null);
}

/** Counts a call of its client. `RATE_LIMITED` above what the policy allows. */
export function limitClient(ctx: Limiting, limited: Limited): Promise<void> {
  return limit(ctx, limited, networkOf(ctx.client));
}

/** Counts a call of a signed-in account as well, which may come from many addresses. */
export function limitAccount(ctx: Limiting, limited: Limited, userId: string): Promise<void> {
  return limit(ctx, limited, `account:${userId}`);
}

async function limit({ auth, limiter }: Limiting, limited: Limited, caller: string) {
  if (auth.policy.perClient === null) return;
  const key = await auth.index.hash("limit", limited, caller);
  const { count, windowSeconds } = auth.policy.perClient[limited];
  const rate = { count: caller === NO_NETWORK ? count * SHARED_BY : count, windowSeconds };
  const taken = await limiter.take(key, rate);
  if (taken.ok) return;
  throw new RefusalError({ reason: "RATE_LIMITED", retryAfterMs: taken.retryAfterMs });
}
