import { challengeStatus, resendChallenge } from "@watchword/auth/challenge";
import type { CodePurpose } from "@watchword/auth/purposes";
import { z } from "zod";
import { otpId } from "./inputs.ts";
import { challenge, challengeStatus as status } from "./outputs.ts";
import { type ProcedureMeta, RESEND_REFUSALS, SAME_CODE } from "./procedure-meta.ts";
import { grant } from "./refusal.ts";
import { publicProcedure, signedInProcedure } from "./trpc.ts";

const named = z.strictObject({ otpId });

const RESEND: ProcedureMeta = {
  limit: "mail",
  refuses: RESEND_REFUSALS,
  summary: "Mail the same code again",
  description: SAME_CODE,
};

const STATUS: ProcedureMeta = {
  refuses: ["INVALID_TOKEN"],
  summary: "Say how far the mail has come, and whether it is used",
};

/** The procedures of every flow for a challenge that a visitor started, whether signed in or not. */
export function visitorsChallenge(purpose: CodePurpose) {
  return {
    resend: publicProcedure
      .meta(RESEND)
      .input(named)
      .output(challenge)
      .mutation(async ({ ctx, input }) => {
        ctx.note.token = { id: input.otpId };
        return grant(await resendChallenge(ctx.auth, purpose, input.otpId)).challenge;
      }),

    status: publicProcedure
      .meta(STATUS)
      .input(named)
      .output(status)
      .query(async ({ ctx, input }) => {
        return grant(await challengeStatus(ctx.auth, purpose, input.otpId)).status;
      }),
  };
}

/** The procedures for a challenge of an account, in a session of that account. */
export function accountsChallenge(purpose: CodePurpose) {
  return {
    resend: signedInProcedure
      .meta(RESEND)
      .input(named)
      .output(challenge)
      .mutation(async ({ ctx, input }) => {
        ctx.note.token = { id: input.otpId };
        const { user } = ctx.signedIn;
        return grant(await resendChallenge(ctx.auth, purpose, input.otpId, user.id)).challenge;
      }),

    status: signedInProcedure
      .meta(STATUS)
      .input(named)
      .output(status)
      .query(async ({ ctx, input }) => {
        const { user } = ctx.signedIn;
        return grant(await challengeStatus(ctx.auth, purpose, input.otpId, user.id)).status;
      }),
  };
}
