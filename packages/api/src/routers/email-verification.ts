import { challengeStatus, resendChallenge } from "@watchword/auth/challenge";
import {
  confirmEmailVerification,
  requestEmailVerification,
} from "@watchword/auth/email-verification";
import { z } from "zod";
import { noteUser } from "../audited.ts";
import { code, otpId, token } from "../inputs.ts";
import { inspected, isOwn } from "../inspected.ts";
import { accountLink, challenge, challengeStatus as status, proven } from "../outputs.ts";
import {
  CODE,
  CODE_REFUSALS,
  LOOK,
  OWN_LINK,
  RESEND_REFUSALS,
  SAME_CODE,
  TOKEN_REFUSALS,
} from "../procedure-meta.ts";
import { grant } from "../refusal.ts";
import { noInput, publicProcedure, router, signedInProcedure } from "../trpc.ts";

export const emailVerificationRouter = router({
  request: signedInProcedure
    .meta({
      limit: "mail",
      summary: "Mail a code and a link that prove the account's address",
    })
    .input(noInput)
    .output(challenge)
    .mutation(async ({ ctx }) => {
      const asked = await requestEmailVerification(ctx.auth, ctx.signedIn, ctx.client);
      ctx.note.token = { id: asked.otpId };
      return asked;
    }),

  resend: signedInProcedure
    .meta({
      limit: "mail",
      refuses: RESEND_REFUSALS,
      summary: "Mail the same code again",
      description: SAME_CODE,
    })
    .input(z.strictObject({ otpId }))
    .output(challenge)
    .mutation(async ({ ctx, input }) => {
      ctx.note.token = { id: input.otpId };
      return grant(
        await resendChallenge(ctx.auth, "email-verification", input.otpId, ctx.signedIn.user.id),
      ).challenge;
    }),

  status: signedInProcedure
    .meta({
      refuses: ["INVALID_TOKEN"],
      summary: "Say how far the mail has come, and whether it is used",
    })
    .input(z.strictObject({ otpId }))
    .output(status)
    .query(async ({ ctx, input }) => {
      const { user } = ctx.signedIn;
      return grant(await challengeStatus(ctx.auth, "email-verification", input.otpId, user.id))
        .status;
    }),

  confirm: signedInProcedure
    .meta({
      limit: "guess",
      refuses: CODE_REFUSALS,
      summary: "Prove the address with the code",
      description: CODE,
    })
    .input(z.strictObject({ otpId, code }))
    .output(proven)
    .mutation(async ({ ctx, input }) => {
      ctx.note.token = { id: input.otpId };
      const credential = { challenge: input.otpId, code: input.code };
      const { user } = grant(
        await confirmEmailVerification(ctx.auth, ctx.signedIn, credential, ctx.client),
      );
      noteUser(ctx.note, user);
      return { user };
    }),

  inspect: publicProcedure
    .meta({
      limit: "guess",
      refuses: TOKEN_REFUSALS,
      summary: "Say which address the link proves",
      description: LOOK,
    })
    .input(z.strictObject({ token }))
    .output(accountLink)
    .query(async ({ ctx, input }) => {
      const link = await inspected(ctx, "email-verification", input.token);
      return { ...link, own: await isOwn(ctx, link.userId) };
    }),

  confirmWithLink: signedInProcedure
    .meta({
      limit: "guess",
      refuses: TOKEN_REFUSALS,
      summary: "Prove the address with the link",
      description: OWN_LINK,
    })
    .input(z.strictObject({ token }))
    .output(proven)
    .mutation(async ({ ctx, input }) => {
      ctx.note.token = { secret: input.token };
      const { user } = grant(
        await confirmEmailVerification(ctx.auth, ctx.signedIn, input, ctx.client),
      );
      noteUser(ctx.note, user);
      return { user };
    }),
});
