import {
  emailOtpStatus,
  requestEmailOtp,
  resendEmailOtp,
  signInWithEmailOtp,
} from "@watchword/auth/email-otp";
import { z } from "zod";
import { code, collection, email, next, otpId, token, transport } from "../inputs.ts";
import { grant, RefusalError } from "../refusal.ts";
import { handOver } from "../signed-in.ts";
import { publicProcedure, router } from "../trpc.ts";

export const emailOtpRouter = router({
  request: publicProcedure
    .input(z.strictObject({ email, phrase: z.boolean().default(false), collection, next }))
    .mutation(({ ctx, input }) => {
      if (!Object.hasOwn(ctx.auth.policy.collections, input.collection)) {
        throw new RefusalError({
          reason: "INVALID_INPUT",
          fields: { collection: "No such collection" },
        });
      }
      return requestEmailOtp(ctx.auth, { ...input, client: ctx.client });
    }),

  resend: publicProcedure
    .input(z.strictObject({ otpId }))
    .mutation(
      async ({ ctx, input }) => grant(await resendEmailOtp(ctx.auth, input.otpId)).challenge,
    ),

  status: publicProcedure.input(z.strictObject({ otpId })).query(async ({ ctx, input }) => {
    return grant(await emailOtpStatus(ctx.auth, input.otpId)).status;
  }),

  signIn: publicProcedure
    .input(z.strictObject({ otpId, code, transport }))
    .mutation(async ({ ctx, input }) => {
      const door = { code: input.code, challenge: input.otpId };
      const start = { client: ctx.client, previousSecret: ctx.sessionSecret };
      const granted = grant(await signInWithEmailOtp(ctx.auth, door, start));
      return handOver(ctx, input.transport, granted);
    }),

  signInWithLink: publicProcedure
    .input(z.strictObject({ token, transport }))
    .mutation(async ({ ctx, input }) => {
      const start = { client: ctx.client, previousSecret: ctx.sessionSecret };
      const granted = grant(await signInWithEmailOtp(ctx.auth, { token: input.token }, start));
      return handOver(ctx, input.transport, granted);
    }),
});
