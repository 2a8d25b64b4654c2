import {
  endSession,
  findSession,
  listSessions,
  revokeOtherSessions,
  revokeSession,
} from "@watchword/auth/session";
import { z } from "zod";
import { current, listedSession, ok, revoked } from "../outputs.ts";
import { grant } from "../refusal.ts";
import { noInput, openProcedure, router, signedInProcedure } from "../trpc.ts";

export const sessionRouter = router({
  current: openProcedure
    .input(noInput)
    .output(current.nullable())
    .query(({ ctx }) => {
      return ctx.sessionSecret === null ? null : findSession(ctx.auth, ctx.sessionSecret);
    }),

  list: signedInProcedure
    .input(noInput)
    .output(listedSession.array())
    .query(({ ctx }) => listSessions(ctx.auth, ctx.signedIn)),

  revoke: signedInProcedure
    .input(z.strictObject({ sessionId: z.uuid() }))
    .output(ok)
    .mutation(async ({ ctx, input }) => {
      grant(await revokeSession(ctx.auth, ctx.signedIn, input.sessionId));
      return { ok: true as const };
    }),

  revokeOthers: signedInProcedure
    .input(noInput)
    .output(revoked)
    .mutation(async ({ ctx }) => ({
      revoked: await revokeOtherSessions(ctx.auth, ctx.signedIn),
    })),

  signOut: openProcedure
    .input(noInput)
    .output(ok)
    .mutation(async ({ ctx }) => {
      if (ctx.sessionSecret !== null) await endSession(ctx.auth, ctx.sessionSecret);
      if (ctx.transport === "cookie") await ctx.setSessionCookie(null);
      return { ok: true as const };
    }),
});
