import {
  approveDeviceAuthorization,
  declineDeviceAuthorization,
  findDeviceAgain,
  findDeviceAuthorization,
  pollDeviceAuthorization,
  requestDeviceAuthorization,
} from "@watchword/auth/device-authorization";
import { generateOneTimeToken } from "@watchword/auth/one-time-token";
import { z } from "zod";
import type { ApiContext } from "../context.ts";
import { token } from "../inputs.ts";
import { limitAccount } from "../limit-client.ts";
import { grant, RefusalError } from "../refusal.ts";
import { findSessionHere } from "../session-here.ts";
import { publicProcedure, signedInProcedure } from "../trpc.ts";

/** The context that an entered code is sealed for. */
const ENTERED = "entered-user-code";

const ofUserCode = z.strictObject({ userCode: token });

/**
 * The procedures of a device without a browser (RFC 8628): the endpoints call some for it, the pages call others for
 * its owner.
 */
export const deviceCalls = {
  requestDevice: publicProcedure
    .input(z.strictObject({ app: z.string(), scope: z.string() }))
    .mutation(async ({ ctx, input }) => {
      ctx.note.app = input.app;
      const app = ctx.apps.find(({ id }) => id === input.app);
      const asked = { scope: input.scope, issuer: ctx.publicUrl, place: ctx.client.place };
      const requested = app && (await requestDeviceAuthorization(ctx.auth, { ...asked, app }));
      if (!requested) throw invalid();
      return requested;
    }),

  /** A query, so that the polls of devices, every few seconds, aren't recorded. */
  pollDevice: publicProcedure
    .meta({ limit: "guess", byApp: true })
    .input(z.strictObject({ audience: z.string(), deviceCode: token }))
    .query(({ ctx, input: { audience: app, deviceCode } }) =>
      pollDeviceAuthorization(ctx.auth, { app, deviceCode, issuer: ctx.publicUrl }),
    ),

  /** `entered` is the code, sealed. Presenting it later doesn't count as a guess. */
  enterDevice: publicProcedure
    .meta({ limit: "guess" })
    .input(ofUserCode)
    .mutation(async ({ ctx, input }) => {
      const signedIn = await findSessionHere(ctx, ctx.sessionSecret);
      const userId = signedIn?.user.id ?? null;
      ctx.note.userId = userId;
      if (userId !== null) await limitAccount(ctx, "guess", userId);
      const { app, userCode } = await findDevice(ctx, input.userCode, userId);
      ctx.note.app = app;
      return { entered: ctx.auth.keys.seal(userCode, ENTERED).toString("base64url") };
    }),

  inspectDevice: publicProcedure
    .input(z.strictObject({ entered: token }))
    .query(async ({ ctx, input }) => {
      const userCode = ctx.auth.keys.unseal(Buffer.from(input.entered, "base64url"), ENTERED);
      if (userCode === null) throw invalid();
      const asked = { userCode, issuer: ctx.publicUrl };
      const { device } = grant(await findDeviceAgain(ctx.auth, asked));
      return { app: device.app, place: device.place, userCode };
    }),

  approveDevice: signedInProcedure
    .meta({ limit: "guess" })
    .input(ofUserCode)
    .mutation(async ({ ctx, input }) => {
      const device = await findDevice(ctx, input.userCode, ctx.signedIn.user.id);
      ctx.note.app = device.app;
      const theirs = ctx.appsOf(ctx.signedIn.user.collection);
      const audience = theirs.find(({ id }) => id === device.app);
      if (!audience?.deviceAuthorization) throw invalid();
      const request = { audience, codeChallenge: device.codeChallenge };
      const generated = await generateOneTimeToken(ctx.auth, ctx.signedIn, request);
      if (!generated.ok && generated.reason === "UNKNOWN_APP") throw invalid();
      const made = grant(generated);
      ctx.note.token = await ctx.auth.oneTimeTokens.read(made.token);
      if (!(await approveDeviceAuthorization(ctx.auth, ctx.signedIn, device, made.token)))
        throw invalid();
      return { ok: true as const };
    }),

  declineDevice: signedInProcedure
    .meta({ limit: "guess" })
    .input(ofUserCode)
    .mutation(async ({ ctx, input }) => {
      const device = await findDevice(ctx, input.userCode, ctx.signedIn.user.id);
      ctx.note.app = device.app;
      if (!(await declineDeviceAuthorization(ctx.auth, ctx.signedIn, device))) throw invalid();
      return { ok: true as const };
    }),
};

async function findDevice(ctx: ApiContext, userCode: string, userId: string | null) {
  const { auth, client, publicUrl: issuer } = ctx;
  return grant(await findDeviceAuthorization(auth, { userCode, issuer, client, userId })).device;
}

function invalid(): RefusalError {
  return new RefusalError({ reason: "INVALID_TOKEN" });
}
