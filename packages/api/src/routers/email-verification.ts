import {
  confirmEmailVerification,
  requestEmailVerification,
} from "@watchword/auth/email-verification";
import { toLongToken } from "@watchword/auth/long-token";
import { z } from "zod";
import { noteUser } from "../audited.ts";
import { accountsChallenge } from "../challenge-procedures.ts";
import { code, otpId, token } from "../inputs.ts";
import { inspected, isOwn } from "../inspected.ts";
import { accountLink, challenge, proven } from "../outputs.ts";
import { CODE, CODE_REFUSALS, LOOK, OWN_LINK, TOKEN_REFUSALS } from "../procedure-meta.ts";
import { grant } from "../refusal.ts";
import { noInput, publicProcedure, router, signedInProcedure } from "../trpc.ts";

const challenges = accountsChallenge("email-verification");

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
      const { challenge: started } = grant(asked);
      ctx.note.token = { id: started.otpId };
      return started;
    }),

  resend: challenges.resend,

  status: challenges.status,

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
      ctx.note.token = toLongToken(input.token);
      const { user } = grant(
        await confirmEmailVerification(ctx.auth, ctx.signedIn, input, ctx.client),
      );
      noteUser(ctx.note, user);
      return { user };
    }),
});
