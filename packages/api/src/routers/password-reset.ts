import { maskEmail } from "@watchword/auth/email-address";
import { completePasswordReset, requestPasswordReset } from "@watchword/auth/password-reset";
import { toLongToken } from "@watchword/auth/long-token";
import { z } from "zod";
import { admitVisitor } from "../admit-visitor.ts";
import { noteUser } from "../audited.ts";
import { withDestination } from "../destination.ts";
import { app, collection, email, password, token, transport, next } from "../inputs.ts";
import { inspected } from "../inspected.ts";
import { leadingLink, ok, resetCompleted } from "../outputs.ts";
import { ALIKE, ENDS_OTHERS, LOOK, TOKEN_REFUSALS } from "../procedure-meta.ts";
import { grant } from "../refusal.ts";
import { deliverSession, sessionStart } from "../signed-in.ts";
import { publicProcedure, router } from "../trpc.ts";

export const passwordResetRouter = router({
  request: publicProcedure
    .meta({
      limit: "mail",
      captcha: true,
      summary: "Mail a link to choose a new password with",
      description: ALIKE,
    })
    .input(z.strictObject({ email, collection, next, app }))
    .output(ok)
    .mutation(async ({ ctx, input, path }) => {
      await admitVisitor(ctx, path, input);
      const asked = { ...withDestination(ctx, input), client: ctx.client };
      const { tokenId } = await requestPasswordReset(ctx.auth, asked);
      ctx.note.token = { id: tokenId };
      return { ok: true as const };
    }),

  inspect: publicProcedure
    .meta({
      limit: "guess",
      refuses: TOKEN_REFUSALS,
      summary: "Say whose reset link it is, and until when",
      description: `${LOOK} The address is masked.`,
    })
    .input(z.strictObject({ token }))
    .output(leadingLink)
    .query(async ({ ctx, input }) => {
      const link = await inspected(ctx, "password-reset", input.token);
      // This deployment's own page knows whether its browser named the address, and masks it otherwise.
      return { ...link, email: ctx.fromClient ? maskEmail(link.email) : link.email };
    }),

  complete: publicProcedure
    .meta({
      limit: "guess",
      refuses: [...TOKEN_REFUSALS, "WEAK_PASSWORD"],
      summary: "Choose a new password with the link",
      description: `${ENDS_OTHERS} Signs in, unless the deployment's policy says otherwise: then \`session\` is null.`,
    })
    .input(z.strictObject({ token, password, transport }))
    .output(resetCompleted)
    .mutation(async ({ ctx, input }) => {
      ctx.note.token = toLongToken(input.token);
      const start = sessionStart(ctx, input.transport);
      const completed = grant(
        await completePasswordReset(ctx.auth, input.token, input.password, start),
      );
      if (completed.session !== null) return deliverSession(ctx, input.transport, completed);
      noteUser(ctx.note, completed.user);
      return { user: completed.user, session: null };
    }),
});
