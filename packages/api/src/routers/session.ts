import {
  endSession,
  findSession,
  listSessions,
  revokeOtherSessions,
  revokeSession,
} from "@watchword/auth/session";
import { z } from "zod";
import { grant } from "../refusal.ts";
import { noInput, openProcedure, router, signedInProcedure } from "../trpc.ts";

export const sessionRouter = router({
  current: openProcedure.input(noInput).query(({ ctx }) => {
    return ctx.sessionSecret === null ? null : findSession(ctx.auth, ctx.sessionSecret);
  }),

  list: signedInProcedure.input(noInput).query(({ ctx }) => listSessions(ctx.auth, ctx.signedIn)),

  revoke: signedInProcedure
    .input(z.strictObject({ sessionId: z.uuid() }))
    .mutation(async ({ ctx, input }) => {
      grant(await revokeSession(ctx.auth, ctx.signedIn, input.sessionId));
      return { ok: true as const };
    }),

  revokeOthers: signedInProcedure.input(noInput).mutation(async ({ ctx }) => ({
    revoked: await revokeOtherSessions(ctx.auth, ctx.signedIn),
  })),

  signOut: openProcedure.input(noInput).mutation(async ({ ctx }) => {
    if (ctx.sessionSecret !== null) await endSession(ctx.auth, ctx.sessionSecret);
    if (ctx.transport === "cookie") await ctx.setSessionCookie(null);
    return { ok: true as const };
  }),
});
