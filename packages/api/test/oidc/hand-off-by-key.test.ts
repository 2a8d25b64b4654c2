import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { GRAFANA, LOCAL, LOCAL_KEY, PROGRAM_KEY, WIKI } from "./apps.ts";
import { newAttempt, type Provider, startProvider } from "./provider.ts";

/*
 * Any page can lead a visitor to `/handoff` in the name of an app that speaks OpenID Connect, with a challenge of its
 * own. Its token then goes to an address of the app's that doesn't expect it, and that others may see.
 */

let provider: Provider;
let secret: string;
beforeAll(async () => void (provider = await startProvider()));
beforeEach(async () => void (secret = await provider.signIn()));
afterAll(() => provider.close());

async function handOff(audience: string) {
  const { codeVerifier, challenge: codeChallenge } = newAttempt();
  const bearer = { authorization: `Bearer ${secret}` };
  const asked = { audience, codeChallenge };
  const made = await provider.api.post("oneTimeToken.generate", asked, bearer);
  const { token } = made.body.result.data;
  const redemption = { token, audience, codeVerifier, transport: "token" };
  return (headers: Record<string, string> = {}) =>
    provider.api.post("oneTimeToken.verify", redemption, headers);
}
const keyOf = (app: string, key: string) => ({
  "x-watchword-app": app,
  "x-watchword-key": key,
});

describe("an app with a key and without an origin", () => {
  it("redeems the token of a hand-off only with its key", async () => {
    const redeem = await handOff(GRAFANA.id);
    for (const headers of [{}, keyOf(LOCAL.id, LOCAL_KEY)]) {
      const refused = await redeem(headers);
      expect(refused.status).toBe(403);
      expect(refused.body.error?.data).toMatchObject({
        reason: "FORBIDDEN",
        fields: { "x-watchword-key": "This app redeems by its key" },
      });
    }
    const redeemed = await redeem(keyOf(GRAFANA.id, PROGRAM_KEY));
    expect(redeemed.body.result.data.session.audience).toBe(GRAFANA.id);
  });
});

it("an app with an origin, whose pages the hand-off leads to, redeems with the verifier", async () => {
  const redeem = await handOff(WIKI.id);
  expect((await redeem()).status).toBe(200);
});
