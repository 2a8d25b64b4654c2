import { getTRPCErrorFromUnknown, initTRPC } from "@trpc/server";
import { isTestAddress } from "@watchword/auth/challenge";
import { findSession, isFresh, type SignedIn } from "@watchword/auth/session";
import { z } from "zod";
import { type AuditNote, newNote, recordCall } from "./audited.ts";
import type { ApiContext } from "./context.ts";
import {
  appNamed,
  isRecorded,
  limitAccount,
  limitClient,
  limitHandOff,
  limitOf,
} from "./limit-client.ts";
import { scopeOf } from "./operator-scope.ts";
import type { Limited, ProcedureMeta } from "./procedure-meta.ts";
import { endOf, type ErrorShape, RefusalError, toRefusal } from "./refusal.ts";
import { findSessionHere } from "./session-here.ts";

const t = initTRPC
  .context<ApiContext>()
  .meta<ProcedureMeta>()
  .create({
    isDev: false,
    errorFormatter({ shape, error }): ErrorShape {
      const { code, httpStatus, path } = shape.data;
      const refusal = toRefusal(error);
      return {
        code: shape.code,
        message: refusal?.reason ?? "INTERNAL_SERVER_ERROR",
        data: { code, httpStatus, ...(path !== undefined && { path }), ...refusal },
      };
    },
  });

export const { router, createCallerFactory } = t;

/** Input of a procedure that has none: absent or `{}`. */
export const noInput = z.strictObject({}).optional();

/**
 * The middleware of every procedure, in one step, because tRPC copies the context for each step: it counts the call,
 * authorizes the caller, observes the call, and records it if it may change something or its meta says so. `authorize`
 * throws a refusal, or adds to the context. An unreachable database is `UNAVAILABLE`, never a bug's 500.
 */
function guarded<More extends object>(
  authorize: (ctx: ApiContext, note: AuditNote, limited: Limited | null) => Promise<More>,
) {
  return t.middleware(async ({ ctx, meta, type, path, getRawInput, next }) => {
    const note = newNote();
    const limited = limitOf(type, meta, ctx);
    const failed = (cause: unknown) => ({
      ok: false as const,
      error: getTRPCErrorFromUnknown(cause),
    });
    const proceed = async () => next({ ctx: { note, ...(await authorize(ctx, note, limited)) } });
    const countAndProceed = async () => {
      const app = meta?.byApp ? await appNamed(ctx, getRawInput) : null;
      if (app !== null) await limitHandOff(ctx, app);
      else if (limited) await limitClient(ctx, limited);
      if (app === null) return proceed();
      const result = await proceed().catch(failed);
      if (limited && !result.ok) await limitClient(ctx, limited);
      return result;
    };
    const run = async () => {
      const result = await countAndProceed().catch(failed);
      if (isRecorded(type, meta)) {
        const call = { ctx, path, note, result };
        await recordCall(call).catch((error: Error) => ctx.onError(error, path));
      }
      return result;
    };
    const result = await ctx.observe(path, run, endOf);
    if (result.ok) return result;
    const { error } = result;
    const isUnavailable = toRefusal(error)?.reason === "UNAVAILABLE";
    throw isUnavailable ? new RefusalError({ reason: "UNAVAILABLE" }, error.cause) : error;
  });
}

/** Open to everybody, even with the session of another app. */
export const openProcedure = t.procedure.meta({ session: "any" }).use(guarded(async () => ({})));

/** Open to everybody except with a session that was handed to another app. */
export const publicProcedure = t.procedure.meta({ session: "none" }).use(
  guarded(async ({ auth, sessionSecret, transport }) => {
    // Browsers have no app's sessions, which come as bearer tokens. A session of another host's product is refused too.
    if (sessionSecret !== null && transport === "token") {
      const presented = await findSession(auth, sessionSecret);
      if (presented && presented.session.audience !== null) {
        throw new RefusalError({ reason: "FORBIDDEN" });
      }
    }
    return {};
  }),
);

/** For callers with a live session of the product's own, at its host. */
export const signedInProcedure = t.procedure.meta({ session: "own" }).use(
  guarded(async (ctx, note, limited) => {
    const signedIn = await findSessionHere(ctx, ctx.sessionSecret);
    if (!signedIn) throw new RefusalError({ reason: "UNAUTHENTICATED" });
    note.userId = signedIn.user.id;
    if (limited) await limitAccount(ctx, limited, signedIn.user.id);
    if (signedIn.session.audience !== null) throw new RefusalError({ reason: "FORBIDDEN" });
    return { signedIn };
  }),
);

/** Keeps a test account from getting what would outlive it: a password or another address. */
export function refuseTestAccounts({ auth, signedIn }: ApiContext & { signedIn: SignedIn }): void {
  if (isTestAddress(auth.policy, signedIn.user.email))
    throw new RefusalError({ reason: "FORBIDDEN" });
}

/**
 * For operators of a collection too, signed in on its own pages within the last few minutes. What they ask about must
 * be in `ctx.scope`. A former operator is refused.
 */
export const collectionOperatorProcedure = signedInProcedure
  .meta({ session: "operator" })
  .use(async ({ ctx, next }) => {
    const { user } = ctx.signedIn;
    ctx.note.actorId = user.id;
    ctx.note.userId = null;
    const scope = scopeOf(ctx, user);
    if (scope === undefined || ctx.fromApp) throw new RefusalError({ reason: "FORBIDDEN" });
    if (!(await isFresh(ctx.auth, ctx.signedIn)))
      throw new RefusalError({ reason: "REAUTHENTICATE" });
    return next({ ctx: { scope } });
  });

/** For operators of the whole deployment. */
export const operatorProcedure = collectionOperatorProcedure.use(async ({ ctx, next }) => {
  if (ctx.scope !== null) throw new RefusalError({ reason: "FORBIDDEN" });
  return next();
});
