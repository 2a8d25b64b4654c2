import { giveConsent } from "@watchword/auth/consent";
import { endReplayed } from "@watchword/auth/one-time-token";
import { z } from "zod";
import { appId, token } from "../inputs.ts";
import { deviceCalls } from "./device-calls.ts";
import { createCallerFactory, publicProcedure, router, signedInProcedure } from "../trpc.ts";

/** Procedures that aren't part of the API: only the endpoints and the pages of a hand-off and of a device call them. */
export const oidcRouter = router({
  oidc: router({
    ...deviceCalls,

    consent: signedInProcedure
      .input(z.strictObject({ app: appId }))
      .mutation(async ({ ctx, input }) => {
        const apps = ctx.appsOf(ctx.signedIn.user.collection);
        const app = apps.find(({ id }) => id === input.app);
        ctx.note.nothingChanged = !app || !(await giveConsent(ctx.auth, ctx.signedIn, app));
      }),

    endReplayed: publicProcedure
      .input(z.strictObject({ token, audience: z.string(), codeVerifier: token }))
      .mutation(async ({ ctx, input }) => {
        ctx.note.token = await ctx.auth.oneTimeTokens.read(input.token);
        ctx.note.userId = await endReplayed(ctx.auth, input);
        ctx.note.nothingChanged = ctx.note.userId === null;
      }),
  }),
});

/**
 * Calls the procedures of the endpoints that aren't part of the API, under the same limits and recorded in the same
 * way.
 */
export const createOidcCaller = createCallerFactory(oidcRouter);
