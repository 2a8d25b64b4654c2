import {
  exchangeUserCode,
  generateOneTimeToken,
  inspectOneTimeToken,
  oneTimeTokenStatus,
  verifyOneTimeToken,
  withdrawOneTimeToken,
} from "@watchword/auth/one-time-token";
import { z } from "zod";
import { allApps } from "../all-apps.ts";
import { redeemsByKey } from "../app-key.ts";
import { appId, token, transport } from "../inputs.ts";
import { isOwn, liveLink } from "../inspected.ts";
import { accountLink, ok, oneTimeToken, oneTimeTokenStanding, signedIn } from "../outputs.ts";
import { LOOK, TOKEN_REFUSALS } from "../procedure-meta.ts";
import { grant, invalidInput, RefusalError } from "../refusal.ts";
import { deliverSession, sessionStart } from "../signed-in.ts";
import { publicProcedure, router, signedInProcedure } from "../trpc.ts";

const audience = appId.optional();
/** Base64url of a SHA-256 (RFC 7636, S256). */
const codeChallenge = z
  .string()
  .regex(/^[\w-]{43}$/, "Not an S256 challenge")
  .optional();

export const oneTimeTokenRouter = router({
  generate: signedInProcedure
    .meta({
      summary: "Make a token that hands this session over, once",
      description:
        "For another app (`audience`) with the S256 challenge (RFC 7636) of a verifier that it keeps.",
    })
    .input(
      z
        .strictObject({ audience, codeChallenge, userCode: z.boolean().default(false) })
        .refine((input) => input.audience === undefined || !input.userCode, {
          path: ["userCode"],
          error: "An app redeems the token itself",
        })
        .refine((input) => input.audience === undefined || input.codeChallenge !== undefined, {
          path: ["codeChallenge"],
          error: "Required with an audience",
        })
        .meta({ dependentRequired: { audience: ["codeChallenge"] } }),
    )
    .output(oneTimeToken)
    .mutation(async ({ ctx, input }) => {
      if (ctx.fromClient && ctx.auth.policy.oneTimeToken.disableClientRequest) {
        throw new RefusalError({ reason: "FORBIDDEN" });
      }
      const apps = ctx.appsOf(ctx.signedIn.user.collection);
      const app = apps.find(({ id }) => id === input.audience);
      if (input.audience !== undefined && !app) throw invalidInput("audience", "No such app");
      const request = {
        audience: app ?? null,
        codeChallenge: input.codeChallenge ?? null,
        userCode: input.userCode,
      };
      const made = await generateOneTimeToken(ctx.auth, ctx.signedIn, request);
      if (!made.ok && made.reason === "UNKNOWN_APP") throw invalidInput("audience", "No such app");
      const generated = grant(made);
      const { userCode } = generated;
      return {
        token: generated.token,
        expiresAt: generated.expiresAt,
        ...(userCode !== null && { userCode }),
      };
    }),

  status: signedInProcedure
    .meta({ refuses: ["INVALID_TOKEN"], summary: "Say whether a token was redeemed" })
    .input(z.strictObject({ token }))
    .output(oneTimeTokenStanding)
    .query(async ({ ctx, input }) => {
      const { status } = grant(await oneTimeTokenStatus(ctx.auth, ctx.signedIn, input.token));
      const { takenBy, ...standing } = status;
      return ctx.fromClient ? standing : { ...standing, takenBy };
    }),

  inspect: publicProcedure
    .meta({
      limit: "guess",
      refuses: TOKEN_REFUSALS,
      summary: "Say whose session a token hands over",
      description: `${LOOK} An app's token is \`INVALID_TOKEN\`.`,
    })
    .input(z.strictObject({ token }))
    .output(accountLink)
    .query(async ({ ctx, input }) => {
      const link = liveLink(await inspectOneTimeToken(ctx.auth, input.token));
      return { ...link, own: await isOwn(ctx, link.userId) };
    }),

  withdraw: signedInProcedure
    .meta({
      summary: "Make a token useless",
      description: "Unless it was redeemed. The answer is the same for any token.",
    })
    .input(z.strictObject({ token }))
    .output(ok)
    .mutation(async ({ ctx, input }) => {
      ctx.note.token = await ctx.auth.oneTimeTokens.read(input.token);
      const withdrawn = await withdrawOneTimeToken(ctx.auth, ctx.signedIn, input.token);
      ctx.note.nothingChanged = !withdrawn;
      return { ok: true as const };
    }),

  exchangeUserCode: publicProcedure
    .meta({
      limit: "guess",
      refuses: ["INVALID_TOKEN", "TOO_MANY_ATTEMPTS"],
      summary: "Get the token that a user code stands for",
      description:
        "For a device that can't scan a link: somebody types there what `oneTimeToken.generate` returned as `userCode`. It works once, and redeems nothing: `token` goes to `oneTimeToken.verify`.",
    })
    .input(z.strictObject({ userCode: token }))
    .output(z.object({ token: z.string() }))
    .mutation(async ({ ctx, input }) => {
      const asked = { userCode: input.userCode, client: ctx.client };
      const exchanged = grant(await exchangeUserCode(ctx.auth, asked));
      ctx.note.token = await ctx.auth.oneTimeTokens.read(exchanged.token);
      return { token: exchanged.token };
    }),

  verify: publicProcedure
    .meta({
      limit: "guess",
      byApp: true,
      refuses: TOKEN_REFUSALS,
      summary: "Redeem a token for a session of its own",
      description:
        "The session ends with the one that it was handed over from. One with an audience may call only `session.current`, `session.statement` and `session.signOut`. A token of another audience, without its verifier, or at another product's host is `INVALID_TOKEN`, and not used up. An app with a key and without an `origin` shows the key, or is refused with `FORBIDDEN`.",
    })
    .input(z.strictObject({ token, audience, codeVerifier: token.optional(), transport }))
    .output(signedIn)
    .mutation(async ({ ctx, input }) => {
      ctx.note.token = await ctx.auth.oneTimeTokens.read(input.token);
      // An app's page gets no session but the app's own.
      const app = ctx.fromApp ?? allApps(ctx).find(({ id }) => id === input.audience) ?? null;
      if (input.audience !== undefined && app === null)
        throw new RefusalError({ reason: "INVALID_TOKEN" });
      if (app !== null && redeemsByKey(app) && ctx.appServer?.id !== app.id)
        throw new RefusalError({
          reason: "FORBIDDEN",
          fields: { "x-watchword-key": "This app redeems by its key" },
        });
      const redemption = {
        token: input.token,
        audience: app,
        codeVerifier: input.codeVerifier ?? null,
      };
      const start = sessionStart(ctx, input.transport);
      const granted = grant(await verifyOneTimeToken(ctx.auth, redemption, start));
      return deliverSession(ctx, input.transport, granted, { isHandedOver: true });
    }),
});
