import { expect } from "vitest";
import { createOidcCaller } from "../../src/oidc/oidc-router.ts";
import { inProcess } from "../in-process.ts";
import { APPS } from "./apps.ts";
import { type Provider, startSignedIn } from "./provider.ts";

/** What somebody can do about a device without a browser, who is signed in under this secret. */
export function ownerOf({ api, issuer }: Provider, secret: string) {
  const asked = { publicUrl: issuer, apps: APPS, appsOf: () => APPS, sessionSecret: secret };
  return createOidcCaller(inProcess(api, asked)).oidc;
}

/** A provider, and what Ada can do, who is signed in there. */
export async function startWithOwner() {
  const { provider, secret } = await startSignedIn();
  return { provider, ada: ownerOf(provider, secret) };
}

/** The error that a poll was refused with. */
export async function refusal(
  polling: Promise<{ status: number; body: { error: string } }>,
): Promise<string> {
  const { status, body } = await polling;
  expect(status).toBe(400);
  return body.error;
}

export const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

/** A device that runs `NOTES`, which has no key: it asks, and polls at an issuer's process. */
export async function startDevice(provider: Provider, form: Record<string, string> = {}) {
  const asked = { client_id: "notes", scope: "openid email", ...form };
  const { status, body } = await provider.post("device_authorization", asked);
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  const { device_code, user_code } = body;
  const poll = (more: Record<string, string> = {}) =>
    provider.post("token", {
      grant_type: DEVICE_GRANT,
      device_code,
      client_id: "notes",
      ...more,
    });
  return { answer: body, deviceCode: device_code, userCode: user_code, poll };
}
