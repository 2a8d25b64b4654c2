import {
  changePassword,
  confirmSignUp,
  requestSignUp,
  signInWithPassword,
} from "@watchword/auth/password";
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
  otpId,
  password,
  token,
  transport,
  next,
} from "../inputs.ts";
import { inspected, isKnown } from "../inspected.ts";
import { challenge, renewed, signedIn, signedUp, signUpLink } from "../outputs.ts";
import {
  ALIKE,
  CODE,
  CODE_REFUSALS,
  ENDS_OTHERS,
  LINK,
  LOOK,
  RENEWS,
  TOKEN_REFUSALS,
} from "../procedure-meta.ts";
import { grant, RefusalError } from "../refusal.ts";
import { isHostOf } from "../session-here.ts";
import { deliverSession, sessionRenewal, sessionStart } from "../signed-in.ts";
import { publicProcedure, refuseTestAccounts, router, signedInProcedure } from "../trpc.ts";

const EXISTING =
  "Where the address has an account, it signs in to that, and the account's password stays as it is.";

const signUps = visitorsChallenge("password-sign-up");

export const passwordRouter = router({
  signUp: publicProcedure
    .meta({
      limit: "mail",
      captcha: true,
      summary: "Mail a code and a link to sign up with",
      description: `${ALIKE} The password is chosen with the proof of the address, not before.`,
    })
    .input(z.strictObject({ email, collection, next, app }))
    .output(challenge)
    .mutation(async ({ ctx, input, path }) => {
      await admitVisitor(ctx, path, input);
      const wanted = { ...withDestination(ctx, input), client: ctx.client };
      const asked = await requestSignUp(ctx.auth, wanted);
      ctx.note.token = { id: asked.otpId };
      return asked;
    }),

  resendSignUp: signUps.resend,

  signUpStatus: signUps.status,

  confirmSignUp: publicProcedure
    .meta({
      limit: "guess",
      refuses: [...CODE_REFUSALS, "WEAK_PASSWORD"],
      summary: "Sign up with the code and a password",
      description: `${CODE} ${EXISTING}`,
    })
    .input(z.strictObject({ otpId, code, password, transport }))
    .output(signedUp)
    .mutation(async ({ ctx, input }) => {
      ctx.note.token = { id: input.otpId };
      const credential = { challenge: input.otpId, code: input.code };
      const start = sessionStart(ctx, input.transport);
      const granted = grant(await confirmSignUp(ctx.auth, credential, input.password, start));
      const { existing } = granted;
      return { ...(await deliverSession(ctx, input.transport, granted)), existing };
    }),

  inspectSignUp: publicProcedure
    .meta({
      limit: "guess",
      refuses: TOKEN_REFUSALS,
      summary: "Say which address the link signs up, or in",
      description: LOOK,
    })
    .input(z.strictObject({ token }))
    .output(signUpLink)
    .query(async ({ ctx, input }) => {
      const link = await inspected(ctx, "password-sign-up", input.token);
      return { ...link, known: await isKnown(ctx, link) };
    }),

  confirmSignUpWithLink: publicProcedure
    .meta({
      limit: "guess",
      refuses: [...TOKEN_REFUSALS, "WEAK_PASSWORD"],
      summary: "Sign up with the link and a password",
      description: `${LINK} ${EXISTING} Then \`password\` may be left out.`,
    })
    .input(z.strictObject({ token, password: password.optional(), transport }))
    .output(signedUp)
    .mutation(async ({ ctx, input }) => {
      ctx.note.token = toLongToken(input.token);
      const credential = { token: input.token };
      const start = sessionStart(ctx, input.transport);
      const { password: chosen = null } = input;
      const granted = grant(await confirmSignUp(ctx.auth, credential, chosen, start));
      const { existing } = granted;
      return { ...(await deliverSession(ctx, input.transport, granted)), existing };
    }),

  signIn: publicProcedure
    .meta({
      limit: "guess",
      captcha: true,
      refuses: ["INVALID_CREDENTIALS", "TOO_MANY_ATTEMPTS"],
      summary: "Sign in with a password",
      description:
        "`INVALID_CREDENTIALS` says no more than that address and password don't go together.",
    })
    .input(z.strictObject({ email, password, collection, transport }))
    .output(signedIn)
    .mutation(async ({ ctx, input, path }) => {
      await admitVisitor(ctx, path, input);
      if (!isHostOf(ctx, input.collection)) throw new RefusalError({ reason: "FORBIDDEN" });
      const granted = grant(
        await signInWithPassword(ctx.auth, input, sessionStart(ctx, input.transport)),
      );
      return deliverSession(ctx, input.transport, granted);
    }),

  change: signedInProcedure
    .meta({
      limit: "guess",
      refuses: ["INVALID_CREDENTIALS", "TOO_MANY_ATTEMPTS", "REAUTHENTICATE", "WEAK_PASSWORD"],
      summary: "Change or set the password",
      description: `With the current password, or in a session that signed in within the last few minutes (otherwise \`REAUTHENTICATE\`). ${ENDS_OTHERS} ${RENEWS}`,
    })
    .input(z.strictObject({ newPassword: password, currentPassword: password.optional() }))
    .output(renewed)
    .mutation(async ({ ctx, input }) => {
      refuseTestAccounts(ctx);
      const { newPassword, currentPassword = null } = input;
      const change = { newPassword, currentPassword };
      const changed = await changePassword(ctx.auth, ctx.signedIn, change, sessionRenewal(ctx));
      const { user } = ctx.signedIn;
      return deliverSession(ctx, ctx.transport, { user, ...grant(changed) });
    }),
});
