import { deleteAccount } from "@watchword/auth/account";
import { normalizeEmail } from "@watchword/auth/email-address";
import { z } from "zod";
import { ok } from "../outputs.ts";
import { FRESH } from "../procedure-meta.ts";
import { grant, invalidInput } from "../refusal.ts";
import { router, signedInProcedure } from "../trpc.ts";

export const accountRouter = router({
  delete: signedInProcedure
    .meta({
      refuses: ["REAUTHENTICATE"],
      summary: "Delete the account",
      description: `\`confirm\` is its address, typed. ${FRESH}`,
    })
    .input(z.strictObject({ confirm: z.string().max(320) }))
    .output(ok)
    .mutation(async ({ ctx, input }) => {
      if (normalizeEmail(input.confirm) !== ctx.signedIn.user.email)
        throw invalidInput("confirm", "Not the account's address");
      grant(await deleteAccount(ctx.auth, ctx.signedIn, ctx.client));
      await ctx.setSessionCookie(null);
      return { ok: true as const };
    }),
});
