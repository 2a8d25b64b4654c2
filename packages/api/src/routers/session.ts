import {
  endSession,
  findSession,
  listSessions,
  revokeOtherSessions,
  revokeSession,
} from "@watchword/auth/session";
import { z } from "zod";
import { id } from "../inputs.ts";
import { current, listedSession, ok, revoked } from "../outputs.ts";
import { grant } from "../refusal.ts";
import { noInput, openProcedure, router, signedInProcedure } from "../trpc.ts";

export const sessionRouter = router({
  current: openProcedure
    .meta({ summary: "Say who is signed in", description: "Null where nobody is." })
    .input(noInput)
    .output(current.nullable())
    .query(({ ctx }) => {
      return ctx.sessionSecret === null ? null : findSession(ctx.auth, ctx.sessionSecret);
    }),

  list: signedInProcedure
    .meta({
      summary: "List the account's sessions",
      description: "The current one first, then the last seen.",
    })
    .input(noInput)
    .output(listedSession.array())
    .query(({ ctx }) => listSessions(ctx.auth, ctx.signedIn)),

  revoke: signedInProcedure
    .meta({ summary: "End a session of the account" })
    .input(z.strictObject({ sessionId: id }))
    .output(ok)
    .mutation(async ({ ctx, input }) => {
      grant(await revokeSession(ctx.auth, ctx.signedIn, input.sessionId));
      return { ok: true as const };
    }),

  revokeOthers: signedInProcedure
    .meta({ summary: "End every session of the account but this one" })
    .input(noInput)
    .output(revoked)
    .mutation(async ({ ctx }) => ({
      revoked: await revokeOtherSessions(ctx.auth, ctx.signedIn),
    })),

  signOut: openProcedure
    .meta({ summary: "End this session", description: "Answers the same, signed in or not." })
    .input(noInput)
    .output(ok)
    .mutation(async ({ ctx }) => {
      if (ctx.sessionSecret !== null) await endSession(ctx.auth, ctx.sessionSecret);
      if (ctx.transport === "cookie") await ctx.setSessionCookie(null);
      return { ok: true as const };
    }),
});
