import { maskEmail } from "@watchword/auth/email-address";
import { acceptInvitation } from "@watchword/auth/invitation";
import { toLongToken } from "@watchword/auth/long-token";
import { z } from "zod";
import { token, transport } from "../inputs.ts";
import { inspected, isKnown } from "../inspected.ts";
import { invitationLink, signedIn } from "../outputs.ts";
import { LOOK, TOKEN_REFUSALS } from "../procedure-meta.ts";
import { grant } from "../refusal.ts";
import { deliverSession, sessionStart } from "../signed-in.ts";
import { publicProcedure, router } from "../trpc.ts";

export const invitationRouter = router({
  inspect: publicProcedure
    .meta({
      limit: "guess",
      refuses: TOKEN_REFUSALS,
      summary: "Say whose invitation it is, and until when",
      description: `${LOOK} The address is masked.`,
    })
    .input(z.strictObject({ token }))
    .output(invitationLink)
    .query(async ({ ctx, input }) => {
      const link = await inspected(ctx, "invitation", input.token);
      // This deployment's own page masks it itself if it doesn't know the browser.
      const email = ctx.fromClient ? maskEmail(link.email) : link.email;
      return { ...link, email, known: await isKnown(ctx, link) };
    }),

  accept: publicProcedure
    .meta({
      limit: "guess",
      refuses: TOKEN_REFUSALS,
      summary: "Accept an invitation and sign in",
      description:
        "Makes the account if its address has none, in a collection that takes no sign-ups too.",
    })
    .input(z.strictObject({ token, transport }))
    .output(signedIn)
    .mutation(async ({ ctx, input }) => {
      ctx.note.token = toLongToken(input.token);
      const start = sessionStart(ctx, input.transport);
      const accepted = grant(await acceptInvitation(ctx.auth, input.token, start));
      return deliverSession(ctx, input.transport, accepted);
    }),
});
