import {
  confirmEmailChange,
  requestEmailChange,
  undoEmailChange,
} from "@watchword/auth/email-change";
import { toLongToken } from "@watchword/auth/long-token";
import { z } from "zod";
import { accountsChallenge } from "../challenge-procedures.ts";
import { code, email, otpId, token } from "../inputs.ts";
import { inspected, isKnown, isOwn } from "../inspected.ts";
import * as outputs from "../outputs.ts";
import {
  CODE_REFUSALS,
  ENDS_OTHERS,
  FRESH,
  LOOK,
  RENEWS,
  TOKEN_REFUSALS,
} from "../procedure-meta.ts";
import { grant } from "../refusal.ts";
import { deliverSession, sessionRenewal } from "../signed-in.ts";
import { publicProcedure, refuseTestAccounts, router, signedInProcedure } from "../trpc.ts";

const challenges = accountsChallenge("email-change");

export const emailChangeRouter = router({
  request: signedInProcedure
    .meta({
      limit: "mail",
      refuses: ["REAUTHENTICATE"],
      summary: "Mail a code and a link to a new address",
      description: FRESH,
    })
    .input(z.strictObject({ email }))
    .output(outputs.challenge)
    .mutation(async ({ ctx, input }) => {
      refuseTestAccounts(ctx);
      const { collection } = ctx.signedIn.user;
      ctx.note.address = { collection, email: input.email };
      const asked = { email: input.email, client: ctx.client };
      const { challenge } = grant(await requestEmailChange(ctx.auth, ctx.signedIn, asked));
      ctx.note.token = { id: challenge.otpId };
      return challenge;
    }),

  resend: challenges.resend,

  status: challenges.status,

  confirm: signedInProcedure
    .meta({
      limit: "guess",
      refuses: CODE_REFUSALS,
      summary: "Move the account to the new address with the code",
      description: `${ENDS_OTHERS} ${RENEWS} Both addresses get a notice.`,
    })
    .input(z.strictObject({ otpId, code }))
    .output(outputs.signedIn)
    .mutation(async ({ ctx, input }) => {
      ctx.note.token = { id: input.otpId };
      const credential = { challenge: input.otpId, code: input.code };
      const confirmed = await confirmEmailChange(
        ctx.auth,
        ctx.signedIn,
        credential,
        sessionRenewal(ctx),
      );
      return deliverSession(ctx, ctx.transport, grant(confirmed));
    }),

  inspect: publicProcedure
    .meta({
      limit: "guess",
      refuses: TOKEN_REFUSALS,
      summary: "Say which address the link is for",
      description: LOOK,
    })
    .input(z.strictObject({ token }))
    .output(outputs.accountLink)
    .query(async ({ ctx, input }) => {
      const link = await inspected(ctx, "email-change", input.token);
      return { ...link, own: await isOwn(ctx, link.userId) };
    }),

  confirmWithLink: signedInProcedure
    .meta({
      limit: "guess",
      refuses: TOKEN_REFUSALS,
      summary: "Move the account to the new address with the link",
      description: `${ENDS_OTHERS} ${RENEWS} The link works only in a session of its account.`,
    })
    .input(z.strictObject({ token }))
    .output(outputs.signedIn)
    .mutation(async ({ ctx, input }) => {
      ctx.note.token = toLongToken(input.token);
      const confirmed = await confirmEmailChange(
        ctx.auth,
        ctx.signedIn,
        input,
        sessionRenewal(ctx),
      );
      return deliverSession(ctx, ctx.transport, grant(confirmed));
    }),

  inspectUndo: publicProcedure
    .meta({
      limit: "guess",
      refuses: TOKEN_REFUSALS,
      summary: "Say which address would return, and in place of which",
      description: LOOK,
    })
    .input(z.strictObject({ token }))
    .output(outputs.undoLink)
    .query(async ({ ctx, input }) => {
      const link = await inspected(ctx, "email-change-undo", input.token);
      return { ...link, instead: link.next, known: await isKnown(ctx, link) };
    }),

  undo: publicProcedure
    .meta({
      limit: "guess",
      refuses: TOKEN_REFUSALS,
      summary: "Undo a change of address",
      description:
        "With the link that was mailed to the old address, for 7 days. Ends all sessions and removes the password.",
    })
    .input(z.strictObject({ token }))
    .output(outputs.ok)
    .mutation(async ({ ctx, input }) => {
      ctx.note.token = toLongToken(input.token);
      grant(await undoEmailChange(ctx.auth, input.token, ctx.client));
      return { ok: true as const };
    }),
});
