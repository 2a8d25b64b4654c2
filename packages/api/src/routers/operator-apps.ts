import {
  changeApp,
  type StoreResult,
  registerApp,
  removeApp,
  replaceAppKey,
} from "@watchword/auth/apps";
import { z } from "zod";
import { allApps } from "../all-apps.ts";
import { createAppKey, hashAppKey } from "../app-key.ts";
import type { ApiContext, RegisteredApp } from "../context.ts";
import * as inputs from "../inputs.ts";
import { isMistakable, readStoredApps, toNewApp } from "../stored-apps.ts";
import * as outputs from "../operator-outputs.ts";
import { ok } from "../outputs.ts";
import { invalidInput, type RefusalError } from "../refusal.ts";
import { registeredApp } from "../registered-app.ts";
import { noInput, operatorProcedure } from "../trpc.ts";

const ofApp = z.strictObject({ appId: inputs.appId });

/** The procedures with which operators manage other apps that sessions may be handed to. */
export const operatorApps = {
  apps: operatorProcedure
    .meta({
      summary: "List the registered apps",
      description:
        "For operators. Those of the environment first, which can only be changed there.",
    })
    .input(noInput)
    .output(outputs.registeredApp.array())
    .query(async ({ ctx }) => {
      const fixed = fixedApps(ctx);
      const stored = (await readStoredApps(ctx.auth)).filter(({ id }) => !isOneOf(fixed, id));
      return [...fixed.map((app) => viewOf(app, true)), ...stored.map((app) => viewOf(app, false))];
    }),

  registerApp: operatorProcedure
    .meta({
      summary: "Register an app",
      description:
        "For operators. With `makeKey` it gets a key, which is returned only now and stored as a hash. Other processes know the app within seconds.",
    })
    .input(z.strictObject({ app: registeredApp, makeKey: z.boolean().default(false) }))
    .output(outputs.appKey)
    .mutation(async ({ ctx, input: { app, makeKey } }) => {
      ctx.note.app = app.id;
      if (app.formerSecretHash !== undefined)
        throw wrong("formerSecretHash", "Only the environment has one: rotate the key here");
      refuseLikeFixed(ctx, app);
      const key = makeKey ? createAppKey() : null;
      const secretHash = key === null ? app.secretHash : hashAppKey(key);
      requireStored(await registerApp(ctx.auth, { ...toNewApp(app), secretHash }));
      return { key };
    }),

  changeApp: operatorProcedure
    .meta({
      summary: "Change an app's settings",
      description: "For operators. All but its id and its key, which stays as it is.",
    })
    .input(z.strictObject({ app: registeredApp }))
    .output(ok)
    .mutation(async ({ ctx, input: { app } }) => {
      ctx.note.app = app.id;
      refuseFixed(ctx, app.id);
      refuseLikeFixed(ctx, app);
      requireStored(await changeApp(ctx.auth, toNewApp(app)));
      return { ok: true as const };
    }),

  rotateAppKey: operatorProcedure
    .meta({
      summary: "Give an app a new key",
      description:
        "For operators. It is returned only now. The old key stops working or, with `keepsOld`, works for another day.",
    })
    .input(ofApp.extend({ keepsOld: z.boolean().default(false) }))
    .output(outputs.appKey)
    .mutation(async ({ ctx, input: { appId, keepsOld } }) => {
      ctx.note.app = appId;
      refuseFixed(ctx, appId);
      const key = createAppKey();
      const replaced = { id: appId, secretHash: hashAppKey(key), keepsOld };
      if (!(await replaceAppKey(ctx.auth, replaced))) throw noSuchApp();
      return { key };
    }),

  removeApp: operatorProcedure
    .meta({ summary: "Remove an app", description: "For operators. Its sessions end." })
    .input(ofApp)
    .output(ok)
    .mutation(async ({ ctx, input: { appId } }) => {
      ctx.note.app = appId;
      refuseFixed(ctx, appId);
      if (!(await removeApp(ctx.auth, appId))) throw noSuchApp();
      return { ok: true as const };
    }),
};

const TAKEN = "Another app has this id";

/**
 * The apps of the environment, of whichever collections. Registered apps are left out, because this process may still
 * know one that was just removed.
 */
function fixedApps(ctx: ApiContext): RegisteredApp[] {
  const fixed = allApps(ctx).filter(({ registration }) => registration === undefined);
  return fixed.filter(({ id }, at) => fixed.findIndex((other) => other.id === id) === at);
}

function isOneOf(apps: readonly RegisteredApp[], appId: string): boolean {
  return apps.some(({ id }) => id === appId);
}

/**
 * An app of the environment replaces one that was registered here under its id: changing the latter would have no
 * effect, or end the former's sessions and consents.
 */
function refuseFixed(ctx: ApiContext, appId: string): void {
  if (isOneOf(fixedApps(ctx), appId))
    throw wrong("id", "The environment has this app, and it can only be changed there");
}

/**
 * Refuses an app that could be taken for one of the environment. `registerApp` compares it with the registered ones.
 */
function refuseLikeFixed(ctx: ApiContext, app: RegisteredApp): void {
  const other = fixedApps(ctx).find((each) => isMistakable(app, each));
  if (!other) return;
  throw other.id === app.id ? wrong("id", TAKEN) : originTaken(other.name);
}

function requireStored(result: StoreResult): void {
  if (result.ok) return;
  if (result.reason === "ORIGIN_TAKEN") throw originTaken(result.takenBy);
  throw result.reason === "ID_TAKEN" ? wrong("id", TAKEN) : noSuchApp();
}

function viewOf(app: RegisteredApp, isFixed: boolean) {
  const {
    secretHash,
    formerSecretHash,
    registration: _,
    subjectType = "public",
    ...settings
  } = app;
  return {
    ...settings,
    deviceAuthorization: app.deviceAuthorization ?? false,
    initiateLoginUri: app.initiateLoginUri ?? null,
    redirectUris: [...app.redirectUris],
    allowedOrigins: [...app.allowedOrigins],
    postLogoutRedirectUris: [...app.postLogoutRedirectUris],
    subjectType,
    hasKey: secretHash !== null,
    hasTwoKeys: formerSecretHash !== undefined,
    isFixed,
  };
}

function noSuchApp(): RefusalError {
  return wrong("id", "No such app");
}

function originTaken(name: string): RefusalError {
  return wrong("allowedOrigins", `${name} has one of these origins`);
}

function wrong(field: string, message: string): RefusalError {
  return invalidInput(`app.${field}`, message);
}
