import {
  confirmEmailVerification,
  requestEmailVerification,
  resendEmailVerification,
} from "@watchword/auth/email-verification";
import { z } from "zod";
import { code, otpId, token } from "../inputs.ts";
import { challenge, proven } from "../outputs.ts";
import { grant } from "../refusal.ts";
import { noInput, router, signedInProcedure } from "../trpc.ts";

export const emailVerificationRouter = router({
  request: signedInProcedure
    .input(noInput)
    .output(challenge)
    .mutation(({ ctx }) => requestEmailVerification(ctx.auth, ctx.signedIn, ctx.client)),

  resend: signedInProcedure
    .input(z.strictObject({ otpId }))
    .output(challenge)
    .mutation(async ({ ctx, input }) => {
      return grant(await resendEmailVerification(ctx.auth, ctx.signedIn, input.otpId)).challenge;
    }),

  confirm: signedInProcedure
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
    .input(z.strictObject({ token }))
    .output(proven)
    .mutation(async ({ ctx, input }) => {
      const { user } = grant(
        await confirmEmailVerification(ctx.auth, ctx.signedIn, input, ctx.client),
      );
      return { user };
    }),
});
