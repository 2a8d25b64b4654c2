import {
  endSession,
  findSession,
  listSessions,
  revokeOtherSessions,
  revokeSession,
} from "@watchword/auth/session";
import { z } from "zod";
import { id } from "../inputs.ts";
import { asToldToApp } from "../oidc/subject.ts";
import { current, listedSession, ok, revoked } from "../outputs.ts";
import { grant } from "../refusal.ts";
import { noInput, openProcedure, router, signedInProcedure } from "../trpc.ts";

export const sessionRouter = router({
  current: openProcedure
    .meta({ summary: "Say who is signed in", description: "Null where nobody is." })
    .input(noInput)
    .output(current.nullable())
    .query(async ({ ctx }) => {
      const found = ctx.sessionSecret && (await findSession(ctx.auth, ctx.sessionSecret));
      return found ? asToldToApp(ctx, found) : null;
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
      const revoking = await revokeSession(ctx.auth, ctx.signedIn, input.sessionId);
      ctx.note.nothingChanged = !revoking.ok;
      grant(revoking);
      return { ok: true as const };
    }),

  revokeOthers: signedInProcedure
    .meta({ summary: "End every session of the account but this one" })
    .input(noInput)
    .output(revoked)
    .mutation(async ({ ctx }) => {
      const ended = await revokeOtherSessions(ctx.auth, ctx.signedIn);
      ctx.note.nothingChanged = ended === 0;
      return { revoked: ended };
    }),

  signOut: openProcedure
    .meta({ summary: "End this session", description: "Answers the same, signed in or not." })
    .input(noInput)
    .output(ok)
    .mutation(async ({ ctx }) => {
      ctx.note.userId = ctx.sessionSecret && (await endSession(ctx.auth, ctx.sessionSecret));
      ctx.note.nothingChanged = ctx.note.userId === null;
      if (ctx.transport === "cookie") await ctx.setSessionCookie(null);
      return { ok: true as const };
    }),
});
