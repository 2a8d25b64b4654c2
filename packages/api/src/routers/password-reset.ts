import { inspectLink } from "@watchword/auth/challenge";
import { maskEmail } from "@watchword/auth/email-address";
import { completePasswordReset, requestPasswordReset } from "@watchword/auth/password-reset";
import { z } from "zod";
import { collection, email, password, requireCollection, token, transport } from "../inputs.ts";
import { ok, resetCompleted, resetLink } from "../outputs.ts";
import { ALIKE, ENDS_OTHERS } from "../procedure-meta.ts";
import { grant, RefusalError } from "../refusal.ts";
import { handOver, sessionStart } from "../signed-in.ts";
import { publicProcedure, router } from "../trpc.ts";

export const passwordResetRouter = router({
  request: publicProcedure
    .meta({
      limit: "mail",
      captcha: true,
      summary: "Mail a link to choose a new password with",
      description: ALIKE,
    })
    .input(z.strictObject({ email, collection }))
    .output(ok)
    .mutation(async ({ ctx, input }) => {
      requireCollection(ctx.auth.policy, input.collection);
      const { tokenId } = await requestPasswordReset(ctx.auth, { ...input, client: ctx.client });
      ctx.note.tokenId = tokenId;
      return { ok: true as const };
    }),

  inspect: publicProcedure
    .meta({
      limit: "guess",
      summary: "Say whose reset link it is, and until when",
      description: "Uses nothing up.",
    })
    .input(z.strictObject({ token }))
    .output(resetLink)
    .query(async ({ ctx, input }) => {
      const link = await inspectLink(ctx.auth, "password-reset", input.token);
      if (link.state === "expired") throw new RefusalError({ reason: "EXPIRED_TOKEN" });
      if (link.state !== "live") throw new RefusalError({ reason: "INVALID_TOKEN" });
      return { email: maskEmail(link.email), expiresAt: link.expiresAt };
    }),

  complete: publicProcedure
    .meta({
      limit: "guess",
      summary: "Choose a new password with the link",
      description: `${ENDS_OTHERS} Signs in, unless the deployment's policy says otherwise: then \`session\` is null.`,
    })
    .input(z.strictObject({ token, password, transport }))
    .output(resetCompleted)
    .mutation(async ({ ctx, input }) => {
      const start = sessionStart(ctx, input.transport);
      const completed = grant(
        await completePasswordReset(ctx.auth, input.token, input.password, start),
      );
      if (completed.session === null) return { user: completed.user, session: null };
      return handOver(ctx, input.transport, completed);
    }),
});
