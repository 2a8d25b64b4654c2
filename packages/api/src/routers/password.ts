import {
  changePassword,
  confirmSignUp,
  requestSignUp,
  resendSignUp,
  signInWithPassword,
} from "@watchword/auth/password";
import { z } from "zod";
import {
  code,
  collection,
  email,
  otpId,
  password,
  requireCollection,
  token,
  transport,
} from "../inputs.ts";
import { challenge, renewed, signedIn } from "../outputs.ts";
import { grant } from "../refusal.ts";
import { handOver, sessionStart } from "../signed-in.ts";
import { publicProcedure, router, signedInProcedure } from "../trpc.ts";

export const passwordRouter = router({
  signUp: publicProcedure
    .input(z.strictObject({ email, collection }))
    .output(challenge)
    .mutation(({ ctx, input }) => {
      requireCollection(ctx.auth.policy, input.collection);
      return requestSignUp(ctx.auth, { ...input, client: ctx.client });
    }),

  resendSignUp: publicProcedure
    .input(z.strictObject({ otpId }))
    .output(challenge)
    .mutation(async ({ ctx, input }) => grant(await resendSignUp(ctx.auth, input.otpId)).challenge),

  confirmSignUp: publicProcedure
    .input(z.strictObject({ otpId, code, password, transport }))
    .output(signedIn)
    .mutation(async ({ ctx, input }) => {
      const door = { challenge: input.otpId, code: input.code };
      const start = sessionStart(ctx, input.transport);
      const granted = grant(await confirmSignUp(ctx.auth, door, input.password, start));
      return handOver(ctx, input.transport, granted);
    }),

  confirmSignUpWithLink: publicProcedure
    .input(z.strictObject({ token, password, transport }))
    .output(signedIn)
    .mutation(async ({ ctx, input }) => {
      const door = { token: input.token };
      const start = sessionStart(ctx, input.transport);
      const granted = grant(await confirmSignUp(ctx.auth, door, input.password, start));
      return handOver(ctx, input.transport, granted);
    }),

  signIn: publicProcedure
    .input(z.strictObject({ email, password, collection, transport }))
    .output(signedIn)
    .mutation(async ({ ctx, input }) => {
      requireCollection(ctx.auth.policy, input.collection);
      const granted = grant(
        await signInWithPassword(ctx.auth, input, sessionStart(ctx, input.transport)),
      );
      return handOver(ctx, input.transport, granted);
    }),

  change: signedInProcedure
    .input(z.strictObject({ newPassword: password, currentPassword: password.optional() }))
    .output(renewed)
    .mutation(async ({ ctx, input }) => {
      const { newPassword, currentPassword = null } = input;
      const change = { newPassword, currentPassword };
      const changed = await changePassword(
        ctx.auth,
        ctx.signedIn,
        change,
        sessionStart(ctx, ctx.transport),
      );
      const { user } = ctx.signedIn;
      return handOver(ctx, ctx.transport, { user, ...grant(changed) });
    }),
});
