import { approveChallenge } from "@watchword/auth/challenge";
import { requestEmailOtp, signInWithEmailOtp } from "@watchword/auth/email-otp";
import { toLongToken } from "@watchword/auth/long-token";
import { z } from "zod";
import { admitVisitor } from "../admit-visitor.ts";
import { withDestination } from "../destination.ts";
import { visitorsChallenge } from "../challenge-procedures.ts";
import {
  app,
  code,
  collection,
  email,
  matchNumber,
  next,
  otpId,
  token,
  transport,
} from "../inputs.ts";
import { inspected, isKnown } from "../inspected.ts";
import * as outputs from "../outputs.ts";
import { ALIKE, CODE, CODE_REFUSALS, LINK, LOOK, TOKEN_REFUSALS } from "../procedure-meta.ts";
import { grant } from "../refusal.ts";
import { deliverSession, sessionStart } from "../signed-in.ts";
import { publicProcedure, router } from "../trpc.ts";

const challenges = visitorsChallenge("email-otp");

export const emailOtpRouter = router({
  request: publicProcedure
    .meta({
      limit: "mail",
      captcha: true,
      summary: "Mail a code and a link to sign in with",
      description: `${ALIKE} An account comes into being when its address is proven. Keep \`otpId\`: the code is judged beside it.`,
    })
    .input(z.strictObject({ email, phrase: z.boolean().default(false), collection, next, app }))
    .output(outputs.challenge)
    .mutation(async ({ ctx, input, path }) => {
      await admitVisitor(ctx, path, input);
      const asked = { ...withDestination(ctx, input), client: ctx.client };
      const challenge = await requestEmailOtp(ctx.auth, asked);
      ctx.note.token = { id: challenge.otpId };
      return challenge;
    }),

  resend: challenges.resend,

  status: challenges.status,

  signIn: publicProcedure
    .meta({
      limit: "guess",
      refuses: CODE_REFUSALS,
      summary: "Sign in with the code",
      description: `${CODE} A session that is presented in the same way is renewed.`,
    })
    .input(z.strictObject({ otpId, code, transport }))
    .output(outputs.signedIn)
    .mutation(async ({ ctx, input }) => {
      ctx.note.token = { id: input.otpId };
      const credential = { code: input.code, challenge: input.otpId };
      const start = sessionStart(ctx, input.transport);
      const granted = grant(await signInWithEmailOtp(ctx.auth, credential, start));
      return deliverSession(ctx, input.transport, granted);
    }),

  inspect: publicProcedure
    .meta({
      limit: "guess",
      refuses: TOKEN_REFUSALS,
      summary: "Show who the link signs in, and where it leads",
      description: LOOK,
    })
    .input(z.strictObject({ token }))
    .output(outputs.signInLink)
    .query(async ({ ctx, input }) => {
      const link = await inspected(ctx, "email-otp", input.token);
      const { otpId: id, ...shown } = link;
      return { ...shown, ...(!ctx.fromClient && { otpId: id }), known: await isKnown(ctx, link) };
    }),

  signInWithLink: publicProcedure
    .meta({
      limit: "guess",
      refuses: TOKEN_REFUSALS,
      summary: "Sign in with the link",
      description: LINK,
    })
    .input(z.strictObject({ token, transport }))
    .output(outputs.signedIn)
    .mutation(async ({ ctx, input }) => {
      ctx.note.token = toLongToken(input.token);
      const start = sessionStart(ctx, input.transport);
      const granted = grant(await signInWithEmailOtp(ctx.auth, { token: input.token }, start));
      return deliverSession(ctx, input.transport, granted);
    }),

  approve: publicProcedure
    .meta({
      limit: "guess",
      refuses: TOKEN_REFUSALS,
      summary: "Approve the browser that asked, by the number that it shows",
      description:
        "For a mail that carries only the link, opened on another device. Each link allows one try, right or wrong; the link itself still works afterwards.",
    })
    .input(z.strictObject({ token, number: matchNumber }))
    .output(outputs.ok)
    .mutation(async ({ ctx, input }) => {
      ctx.note.token = toLongToken(input.token);
      grant(await approveChallenge(ctx.auth, "email-otp", input));
      return { ok: true as const };
    }),

  signInApproved: publicProcedure
    .meta({
      limit: "guess",
      refuses: TOKEN_REFUSALS,
      summary: "Sign in once the number was typed at the link",
      description: "`INVALID_TOKEN` until `emailOtp.status` says `approved`.",
    })
    .input(z.strictObject({ otpId, secret: token, transport }))
    .output(outputs.signedIn)
    .mutation(async ({ ctx, input }) => {
      ctx.note.token = { id: input.otpId };
      const start = sessionStart(ctx, input.transport);
      const granted = grant(
        await signInWithEmailOtp(ctx.auth, { approved: input.otpId, secret: input.secret }, start),
      );
      return deliverSession(ctx, input.transport, granted);
    }),
});
