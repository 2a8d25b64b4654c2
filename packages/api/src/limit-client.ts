import type { ProcedureType } from "@trpc/server";
import { type Network, networksOf } from "@watchword/auth/client";
import type { ApiContext } from "./context.ts";
import type { Limited, ProcedureMeta } from "./procedure-meta.ts";
import { RefusalError } from "./refusal.ts";

type Limiting = Pick<ApiContext, "auth" | "client" | "limiter">;

/** `handOff` is for a registered app's server, which redeems the tokens of all its users. */
type Counted = Limited | "handOff";

/** Whether a call is recorded, by its procedure's type and meta. */
export function isRecorded(type: ProcedureType, meta: ProcedureMeta | undefined): boolean {
  return type === "mutation" || meta?.recorded === true;
}

/**
 * Which of its client's limits a call counts against: every call that leaves a row behind counts against one. When this
 * deployment's own pages look at a link, that isn't counted; what people do there is.
 */
export function limitOf(
  type: ProcedureType,
  meta: ProcedureMeta | undefined,
  { fromClient }: Pick<ApiContext, "fromClient">,
): Limited | null {
  if (meta?.limit) return type === "query" && !fromClient ? null : meta.limit;
  return isRecorded(type, meta) ? "write" : null;
}

/**
 * Counts a call of its client, and of the wider networks that the client is in. `RATE_LIMITED` above what the
 * policy allows.
 */
export function limitClient(ctx: Limiting, limited: Limited): Promise<void> {
  return limit(ctx, limited, networksOf(ctx.client));
}

/** Counts a call of a signed-in account as well, which may come from many addresses. */
export function limitAccount(ctx: Limiting, limited: Limited, userId: string): Promise<void> {
  return limit(ctx, limited, [{ name: `account:${userId}`, clients: 1 }]);
}

async function limit({ auth, limiter }: Limiting, limited: Counted, callers: Network[]) {
  if (auth.policy.perClient === null) return;
  const { count, windowSeconds } = auth.policy.perClient[limited];
  const buckets = callers.map(async ({ name, clients }) => ({
    key: await auth.index.hash("limit", limited, name),
    rate: { count: count * clients, windowSeconds },
  }));
  const taken = await limiter.take(await Promise.all(buckets));
  if (taken.ok) return;
  throw new RefusalError({ reason: "RATE_LIMITED", retryAfterMs: taken.retryAfterMs });
}

/**
 * Counts a registered app's redemption by app and client. There may be far more of these than of guesses, because a
 * redeemed token isn't a guess. The app's own server redeems those of all its users, and isn't counted if it presents
 * its key.
 */
export async function limitHandOff(
  ctx: Limiting & Pick<ApiContext, "appServer">,
  app: string,
): Promise<void> {
  if (ctx.appServer?.id === app) return;
  const callers = networksOf(ctx.client).map((network) => ({
    ...network,
    name: `${app}:${network.name}`,
  }));
  await limit(ctx, "handOff", callers);
}

/** The registered app that a call's input names as its `audience`; null if there is none. */
export async function appNamed(
  { apps }: Pick<ApiContext, "apps">,
  getRawInput: () => Promise<unknown>,
): Promise<string | null> {
  if (apps.length === 0) return null;
  const input = (await getRawInput()) as { audience?: unknown } | null | undefined;
  return apps.find(({ id }) => id === input?.audience)?.id ?? null;
}
