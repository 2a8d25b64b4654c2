import {
  approveDeviceAuthorization,
  declineDeviceAuthorization,
  findDeviceAuthorization,
  pollDeviceAuthorization,
  requestDeviceAuthorization,
} from "@watchword/auth/device-authorization";
import { generateOneTimeToken } from "@watchword/auth/one-time-token";
import { z } from "zod";
import type { ApiContext } from "../context.ts";
import { token } from "../inputs.ts";
import { grant, RefusalError } from "../refusal.ts";
import { publicProcedure, signedInProcedure } from "../trpc.ts";

const ofUserCode = z.strictObject({ userCode: token });

/** A device without a browser (RFC 8628): what it calls by the endpoints, and what its owner calls by the pages. */
export const deviceCalls = {
  requestDevice: publicProcedure
    .input(z.strictObject({ app: z.string(), scope: z.string() }))
    .mutation(({ ctx, input }) => {
      ctx.note.app = input.app;
      return requestDeviceAuthorization(ctx.auth, { ...input, place: ctx.client.place });
    }),

  /** A query, so that what devices ask every few seconds isn't written down. */
  pollDevice: publicProcedure
    .meta({ limit: "guess", byApp: true })
    .input(z.strictObject({ audience: z.string(), deviceCode: token }))
    .query(({ ctx, input: { audience: app, deviceCode } }) =>
      pollDeviceAuthorization(ctx.auth, { app, deviceCode }),
    ),

  inspectDevice: publicProcedure
    .meta({ limit: "guess" })
    .input(ofUserCode)
    .query(async ({ ctx, input }) => {
      const { app, place, userCode } = await findDevice(ctx, input.userCode);
      return { app, place, userCode };
    }),

  approveDevice: signedInProcedure
    .meta({ limit: "guess" })
    .input(ofUserCode)
    .mutation(async ({ ctx, input }) => {
      const device = await findDevice(ctx, input.userCode);
      ctx.note.app = device.app;
      const theirs = ctx.appsOf(ctx.signedIn.user.collection);
      if (!theirs.some((app) => app.id === device.app && app.deviceAuthorization)) throw invalid();
      const request = { audience: device.app, codeChallenge: device.codeChallenge };
      const made = grant(await generateOneTimeToken(ctx.auth, ctx.signedIn, request));
      ctx.note.token = { secret: made.token };
      if (!(await approveDeviceAuthorization(ctx.auth, device, made.token))) throw invalid();
      return { ok: true as const };
    }),

  declineDevice: signedInProcedure
    .meta({ limit: "guess" })
    .input(ofUserCode)
    .mutation(async ({ ctx, input }) => {
      const device = await findDevice(ctx, input.userCode);
      ctx.note.app = device.app;
      if (!(await declineDeviceAuthorization(ctx.auth, device))) throw invalid();
      return { ok: true as const };
    }),
};

async function findDevice({ auth, client }: ApiContext, userCode: string) {
  return grant(await findDeviceAuthorization(auth, { userCode, client })).device;
}

function invalid(): RefusalError {
  return new RefusalError({ reason: "INVALID_TOKEN" });
}
