"use server";

import { textOf } from "../../forms/form-text.ts";
import { act } from "../act.ts";
import { problemsOf } from "./app-problems.ts";
import type { AppActed, TypedApp } from "./typed-app.ts";

const PATH = "/operator/apps";
const MARKED = "Not done: the fields above say what to correct.";

/** Registers the app that was entered, and shows its key, if it gets one. */
export async function registerApp(_: AppActed | null, form: FormData): Promise<AppActed> {
  const typed = readTyped(form);
  const operate: Operate = async (operator) => {
    const { key } = await operator.registerApp({ app: settingsOf(typed), makeKey: typed.makesKey });
    return key === null ? "Registered." : `Registered. ${keyWords(key)}`;
  };
  return actOn(typed, operate, { choosesId: true });
}

/** Saves what was changed of an app, gives it a new key or removes it: whichever button was pressed. */
export async function changeApp(_: AppActed | null, form: FormData): Promise<AppActed> {
  const typed = readTyped(form);
  const appId = typed.id;
  return actOn(typed, async (operator) => {
    switch (textOf(form, "change")) {
      case "key": {
        const { key } = await operator.rotateAppKey({ appId, keepsOld: true });
        return `${keyWords(key ?? "")} The one before works for another day.`;
      }
      case "only-key": {
        const { key } = await operator.rotateAppKey({ appId });
        return keyWords(key ?? "");
      }
      case "remove":
        await operator.removeApp({ appId });
        return "Removed. Its sessions have ended.";
      default:
        await operator.changeApp({ app: settingsOf(typed) });
        return "Saved.";
    }
  });
}

type Operate = Parameters<typeof act>[1];

async function actOn(
  typed: TypedApp,
  operate: Operate,
  { choosesId = false } = {},
): Promise<AppActed> {
  const { said, refused, fields } = await act(PATH, operate);
  if (!refused) return { said, refused, typed: null, problems: {} };
  const problems = problemsOf(fields, typed, choosesId) ?? {};
  const isMarked = Object.keys(problems).length > 0;
  return { said: isMarked ? MARKED : said, refused, typed, problems };
}

function keyWords(key: string): string {
  return `Its key, which is shown only now: ${key}`;
}

function readTyped(form: FormData): TypedApp {
  return {
    id: textOf(form, "id").trim(),
    name: textOf(form, "name").trim(),
    origin: textOf(form, "origin").trim() || null,
    redirectUris: linesOf(form, "redirectUris"),
    postLogoutRedirectUris: linesOf(form, "postLogoutRedirectUris"),
    allowedOrigins: linesOf(form, "allowedOrigins"),
    initiateLoginUri: textOf(form, "initiateLoginUri").trim() || null,
    backchannelLogoutUri: textOf(form, "backchannelLogoutUri").trim() || null,
    trusted: textOf(form, "trusted") === "yes",
    deviceAuthorization: textOf(form, "deviceAuthorization") === "yes",
    isPairwise: textOf(form, "isPairwise") === "yes",
    makesKey: textOf(form, "makesKey") === "yes",
  };
}

/** The settings as they are registered; the procedure checks them. */
function settingsOf({ name, origin, initiateLoginUri, isPairwise, ...typed }: TypedApp) {
  return {
    id: typed.id,
    ...(name !== "" && { name }),
    ...(origin !== null && { origin }),
    redirectUris: typed.redirectUris,
    postLogoutRedirectUris: typed.postLogoutRedirectUris,
    allowedOrigins: typed.allowedOrigins,
    ...(initiateLoginUri !== null && { initiateLoginUri }),
    backchannelLogoutUri: typed.backchannelLogoutUri,
    trusted: typed.trusted,
    deviceAuthorization: typed.deviceAuthorization,
    subjectType: isPairwise ? ("pairwise" as const) : ("public" as const),
  };
}

function linesOf(form: FormData, name: string): string[] {
  const lines = textOf(form, name).split("\n");
  return lines.map((line) => line.trim()).filter((line) => line !== "");
}
