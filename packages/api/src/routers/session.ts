import {
  endSession,
  listSessions,
  revokeOtherSessions,
  revokeSession,
} from "@watchword/auth/session";
import { z } from "zod";
import { appId, id } from "../inputs.ts";
import { presentedForStatement } from "../app-session/presented.ts";
import { signStatement } from "../app-session/statement.ts";
import { asToldToApp } from "../app-session/subject.ts";
import { current, listedSession, ok, revoked, statement } from "../outputs.ts";
import { grant, invalidInput, RefusalError } from "../refusal.ts";
import { findSessionHere } from "../session-here.ts";
import { noInput, openProcedure, router, signedInProcedure } from "../trpc.ts";

export const sessionRouter = router({
  current: openProcedure
    .meta({ summary: "Show who is signed in", description: "Null if nobody is." })
    .input(noInput)
    .output(current.nullable())
    .query(async ({ ctx }) => {
      const found = await findSessionHere(ctx, ctx.sessionSecret);
      return found ? asToldToApp(ctx, found) : null;
    }),

  statement: openProcedure
    .meta({
      refuses: ["UNAUTHENTICATED"],
      summary: "Sign a statement of who has this session, for a service that can't ask each time",
      description:
        "A JWT for `audience`, a registered app's id, verified by the keys of `/oidc/jwks` and valid for a minute. An app's session gets one for that app only, which it needn't name. An access token of OpenID Connect may be the bearer; without the scope `email` the JWT has no address.",
    })
    .input(z.strictObject({ audience: appId.optional() }))
    .output(statement)
    .query(async ({ ctx, input }) => {
      const { secret, scope } = presentedForStatement(ctx);
      const signedIn = await findSessionHere(ctx, secret);
      if (!signedIn) throw new RefusalError({ reason: "UNAUTHENTICATED" });
      const { user, session } = signedIn;
      const audience = input.audience ?? session.audience;
      if (session.audience !== null && audience !== session.audience)
        throw new RefusalError({ reason: "FORBIDDEN" });
      const app = ctx.appsOf(user.collection).find((registered) => registered.id === audience);
      if (!app) throw invalidInput("audience", "No such app");
      return signStatement(ctx, { ...signedIn, scope }, app);
    }),

  list: signedInProcedure
    .meta({
      limit: "write",
      summary: "List the account's sessions",
      description:
        "The current one first, then the last seen: at most 200 of its own, and 200 of apps. If another one starts, the one that was seen longest ago ends.",
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
    .meta({ summary: "End this session", description: "The answer is the same, signed in or not." })
    .input(noInput)
    .output(ok)
    .mutation(async ({ ctx }) => {
      ctx.note.userId = ctx.sessionSecret && (await endSession(ctx.auth, ctx.sessionSecret));
      ctx.note.nothingChanged = ctx.note.userId === null;
      if (ctx.transport === "cookie") await ctx.setSessionCookie(null);
      return { ok: true as const };
    }),
});
