import type { RegisteredApp } from "@watchword/api/context";
import { registeredApp, registeredApps as allApps } from "@watchword/api/registered-app";
import { jsonVariable } from "./json-variable.ts";

/** `WATCHWORD_APPS`: the apps that a session may be handed to, as JSON. */
export const registeredApps = jsonVariable(allApps);

/** What `pnpm dev` registers: the example app, two ports above. */
export function exampleApps(port: number): RegisteredApp[] {
  const origin = `http://127.0.0.1:${port + 2}`;
  const partner = registeredApp.parse({ id: "partner", origin, callback: "/callback" });
  return [partner];
}
