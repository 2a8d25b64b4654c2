import { initTRPC } from "@trpc/server";
import { findSession, isFresh } from "@watchword/auth/session";
import { z } from "zod";
import { type AuditNote, recordCall } from "./audited.ts";
import { requireCaptcha } from "./captcha.ts";
import type { ApiContext } from "./context.ts";
import { limitClient } from "./limit-client.ts";
import type { ProcedureMeta } from "./procedure-meta.ts";
import { endOf, type ErrorShape, RefusalError, toRefusal } from "./refusal.ts";

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

const observed = t.procedure.use(({ ctx, path, next }) => ctx.observe(path, () => next(), endOf));

/** Writes every call down that may change something. */
const recorded = observed.use(async ({ ctx, type, path, getRawInput, next }) => {
  const note: AuditNote = { userId: null, actorId: null, tokenId: null };
  const result = await next({ ctx: { note } });
  if (type === "mutation") {
    const call = { ctx, path, input: await getRawInput(), note, result };
    await recordCall(call).catch((error: Error) => ctx.onError(error, path));
  }
  return result;
});

/**
 * Open to everybody, the session of another app too. A database out of reach is `UNAVAILABLE`, never
 * a bug's 500.
 */
export const openProcedure = recorded
  .meta({ session: "any" })
  .use(async ({ next }) => {
    const result = await next();
    if (!result.ok && toRefusal(result.error)?.reason === "UNAVAILABLE") {
      throw new RefusalError({ reason: "UNAVAILABLE" }, result.error.cause);
    }
    return result;
  })
  .use(async ({ ctx, meta, next }) => {
    if (meta?.limit) await limitClient(ctx, meta.limit);
    return next();
  })
  .use(async ({ ctx, meta, path, next }) => {
    if (meta?.captcha) await requireCaptcha(ctx, path);
    return next();
  });

/** Open to everybody but a session that was handed to another app, which may do nothing on its own. */
export const publicProcedure = openProcedure
  .meta({ session: "none" })
  .use(async ({ ctx, next }) => {
    // Browsers hold no app's session; those come by bearer.
    if (ctx.sessionSecret !== null && ctx.transport === "token") {
      const presented = await findSession(ctx.auth, ctx.sessionSecret);
      if (presented && presented.session.audience !== null) {
        throw new RefusalError({ reason: "FORBIDDEN" });
      }
    }
    return next();
  });

/** For callers with a live session of the product's own. */
export const signedInProcedure = openProcedure
  .meta({ session: "own" })
  .use(async ({ ctx, next }) => {
    const signedIn = ctx.sessionSecret && (await findSession(ctx.auth, ctx.sessionSecret));
    if (!signedIn) throw new RefusalError({ reason: "UNAUTHENTICATED" });
    ctx.note.userId = signedIn.user.id;
    if (signedIn.session.audience !== null) throw new RefusalError({ reason: "FORBIDDEN" });
    return next({ ctx: { signedIn } });
  });

/** For those who run the deployment, signed in on its own pages and lately; demoted they are nobody. */
export const operatorProcedure = signedInProcedure.use(async ({ ctx, next }) => {
  const { user } = ctx.signedIn;
  ctx.note.actorId = user.id;
  ctx.note.userId = null;
  const operates =
    user.collection === "users" && user.emailVerified && ctx.operators.has(user.email);
  if (!operates || ctx.fromApp) throw new RefusalError({ reason: "FORBIDDEN" });
  if (!(await isFresh(ctx.auth, ctx.signedIn)))
    throw new RefusalError({ reason: "REAUTHENTICATE" });
  return next();
});
