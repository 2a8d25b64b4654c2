import { resendChallenge } from "@watchword/auth/challenge";
import {
  confirmEmailVerification,
  requestEmailVerification,
} from "@watchword/auth/email-verification";
import { z } from "zod";
import { code, otpId, token } from "../inputs.ts";
import { challenge, proven } from "../outputs.ts";
import { CODE, OWN_LINK, SAME_CODE } from "../procedure-meta.ts";
import { grant } from "../refusal.ts";
import { noInput, router, signedInProcedure } from "../trpc.ts";

export const emailVerificationRouter = router({
  request: signedInProcedure
    .meta({
      limit: "mail",
      summary: "Mail a code and a link that prove the account's address",
    })
    .input(noInput)
    .output(challenge)
    .mutation(({ ctx }) => requestEmailVerification(ctx.auth, ctx.signedIn, ctx.client)),

  resend: signedInProcedure
    .meta({
      limit: "mail",
      summary: "Mail the same code again",
      description: SAME_CODE,
    })
    .input(z.strictObject({ otpId }))
    .output(challenge)
    .mutation(async ({ ctx, input }) => {
      return grant(
        await resendChallenge(ctx.auth, "email-verification", input.otpId, ctx.signedIn.user.id),
      ).challenge;
    }),

  confirm: signedInProcedure
    .meta({
      limit: "guess",
      summary: "Prove the address with the code",
      description: CODE,
    })
    .input(z.strictObject({ otpId, code }))
    .output(proven)
    .mutation(async ({ ctx, input }) => {
      const door = { challenge: input.otpId, code: input.code };
      const { user } = grant(
        await confirmEmailVerification(ctx.auth, ctx.signedIn, door, ctx.client),
      );
      return { user };
    }),

  confirmWithLink: signedInProcedure
    .meta({
      limit: "guess",
      summary: "Prove the address with the link",
      description: OWN_LINK,
    })
    .input(z.strictObject({ token }))
    .output(proven)
    .mutation(async ({ ctx, input }) => {
      const { user } = grant(
        await confirmEmailVerification(ctx.auth, ctx.signedIn, input, ctx.client),
      );
      return { user };
    }),
});
