"use server";

import { textOf } from "../../forms/form-text.ts";
import { act } from "../act.ts";
import type { AppActed, TypedApp } from "./typed-app.ts";

const PATH = "/operator/apps";

/** Registers the app that was entered, and shows its key, if it gets one. */
export async function registerApp(_: AppActed | null, form: FormData): Promise<AppActed> {
  const typed = readTyped(form);
  const makeKey = textOf(form, "makeKey") === "yes";
  return actOn(typed, async (operator) => {
    const { key } = await operator.registerApp({ app: settingsOf(typed), makeKey });
    return key === null ? "Registered." : `Registered. ${keyWords(key)}`;
  });
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

async function actOn(typed: TypedApp, operate: Parameters<typeof act>[1]): Promise<AppActed> {
  const acted = await act(PATH, operate);
  return { ...acted, typed: acted.refused ? typed : null };
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
    isPairwise: textOf(form, "pairwise") === "yes",
  };
}

/** As it is registered; what is wrong with it is for the procedure to say. */
function settingsOf({ name, origin, initiateLoginUri, isPairwise, ...typed }: TypedApp) {
  return {
    ...typed,
    ...(name !== "" && { name }),
    ...(origin !== null && { origin }),
    ...(initiateLoginUri !== null && { initiateLoginUri }),
    subjectType: isPairwise ? ("pairwise" as const) : ("public" as const),
  };
}

function linesOf(form: FormData, name: string): string[] {
  const lines = textOf(form, name).split("\n");
  return lines.map((line) => line.trim()).filter((line) => line !== "");
}
