import { initTRPC } from "@trpc/server";
import { findSession } from "@watchword/auth/session";
import { z } from "zod";
import type { ApiContext } from "./context.ts";
import { RefusalError, toRefusal } from "./refusal.ts";

const t = initTRPC.context<ApiContext>().create({
  isDev: false,
  errorFormatter({ shape, error }) {
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

/** Open to everybody. A database out of reach is `UNAVAILABLE`, never a bug's 500. */
export const publicProcedure = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (!result.ok && toRefusal(result.error)?.reason === "UNAVAILABLE") {
    throw new RefusalError({ reason: "UNAVAILABLE" }, result.error.cause);
  }
  return result;
});

/** For callers with a live session. */
export const signedInProcedure = publicProcedure.use(async ({ ctx, next }) => {
  const signedIn = ctx.sessionSecret && (await findSession(ctx.auth, ctx.sessionSecret));
  if (!signedIn) throw new RefusalError({ reason: "UNAUTHENTICATED" });
  return next({ ctx: { signedIn } });
});
