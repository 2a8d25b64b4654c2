import {
  generateOneTimeToken,
  oneTimeTokenStatus,
  verifyOneTimeToken,
  withdrawOneTimeToken,
} from "@watchword/auth/one-time-token";
import { z } from "zod";
import { token, transport } from "../inputs.ts";
import { ok, oneTimeToken, oneTimeTokenStanding, signedIn } from "../outputs.ts";
import { grant, RefusalError } from "../refusal.ts";
import { handOver, sessionStart } from "../signed-in.ts";
import { publicProcedure, router, signedInProcedure } from "../trpc.ts";

const audience = z.string().max(63).optional();
/** Base64url of a SHA-256 (RFC 7636, S256). */
const codeChallenge = z
  .string()
  .regex(/^[\w-]{43}$/, "Not an S256 challenge")
  .optional();

export const oneTimeTokenRouter = router({
  generate: signedInProcedure
    .input(
      z
        .strictObject({ audience, codeChallenge })
        .refine((input) => input.audience === undefined || input.codeChallenge !== undefined, {
          path: ["codeChallenge"],
          error: "Required with an audience",
        }),
    )
    .output(oneTimeToken)
    .mutation(async ({ ctx, input }) => {
      if (ctx.fromClient && ctx.auth.policy.oneTimeToken.disableClientRequest) {
        throw new RefusalError({ reason: "FORBIDDEN" });
      }
      if (input.audience !== undefined && !ctx.apps.some(({ id }) => id === input.audience)) {
        throw new RefusalError({ reason: "INVALID_INPUT", fields: { audience: "No such app" } });
      }
      const request = {
        audience: input.audience ?? null,
        codeChallenge: input.codeChallenge ?? null,
      };
      const generated = grant(await generateOneTimeToken(ctx.auth, ctx.signedIn, request));
      return { token: generated.token, expiresAt: generated.expiresAt };
    }),

  status: signedInProcedure
    .input(z.strictObject({ token }))
    .output(oneTimeTokenStanding)
    .query(async ({ ctx, input }) => {
      return grant(await oneTimeTokenStatus(ctx.auth, ctx.signedIn, input.token)).status;
    }),

  withdraw: signedInProcedure
    .input(z.strictObject({ token }))
    .output(ok)
    .mutation(async ({ ctx, input }) => {
      await withdrawOneTimeToken(ctx.auth, ctx.signedIn, input.token);
      return { ok: true as const };
    }),

  verify: publicProcedure
    .input(z.strictObject({ token, audience, codeVerifier: token.optional(), transport }))
    .output(signedIn)
    .mutation(async ({ ctx, input }) => {
      const redemption = {
        token: input.token,
        audience: input.audience ?? null,
        codeVerifier: input.codeVerifier ?? null,
      };
      const start = sessionStart(ctx, input.transport);
      const granted = grant(await verifyOneTimeToken(ctx.auth, redemption, start));
      return handOver(ctx, input.transport, granted);
    }),
});
