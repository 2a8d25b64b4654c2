import { listConsents, withdrawConsent } from "@watchword/auth/consent";
import { z } from "zod";
import { appId } from "../inputs.ts";
import { consent, ok } from "../outputs.ts";
import { noInput, router, signedInProcedure } from "../trpc.ts";

export const consentRouter = router({
  list: signedInProcedure
    .meta({
      summary: "List the apps that this account continues to without being asked",
      description: "The newest consent first.",
    })
    .input(noInput)
    .output(consent.array())
    .query(async ({ ctx }) => {
      const apps = ctx.appsOf(ctx.signedIn.user.collection);
      const given = await listConsents(ctx.auth, ctx.signedIn);
      return given.map(({ appId: id, givenAt }) => {
        return { app: id, name: apps.find((app) => app.id === id)?.name ?? id, givenAt };
      });
    }),

  withdraw: signedInProcedure
    .meta({
      summary: "Withdraw the consent to an app",
      description:
        "Every session that the app has of this account ends. The answer is the same for any app.",
    })
    .input(z.strictObject({ app: appId }))
    .output(ok)
    .mutation(async ({ ctx, input }) => {
      const withdrawn = await withdrawConsent(ctx.auth, ctx.signedIn, input.app);
      ctx.note.nothingChanged = !withdrawn;
      return { ok: true as const };
    }),
});
