import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type Api, startApi } from "./caller.ts";
import { beAnotherClient, statuses } from "./limited-api.ts";

const PER_HOUR = { count: 1_000, windowSeconds: 3_600 };
const perClient = {
  mail: PER_HOUR,
  guess: { count: 4, windowSeconds: 3_600 },
  write: PER_HOUR,
  handOff: { count: 10, windowSeconds: 3_600 },
};

let api: Api;
beforeAll(async () => {
  api = await startApi({ policy: { perClient } });
});
beforeEach(() => beAnotherClient(api));
afterAll(() => api.close());

const codeVerifier = randomBytes(32).toString("base64url");
const codeChallenge = createHash("sha256").update(codeVerifier).digest("base64url");

/** Redemptions by an app's server, each of a token of its own, or of a wrong one. */
async function appRedeems(headers: Record<string, string>) {
  const audience = "partner";
  const made = await api.post("oneTimeToken.generate", { audience, codeChallenge }, headers);
  const { token } = made.body.result.data;
  return api.post("oneTimeToken.verify", { token, audience, codeVerifier, transport: "token" });
}
const appGuesses = () =>
  api.post("oneTimeToken.verify", { token: "nothing", audience: "partner", codeVerifier });
const countEvents = async () => {
  const events = api.auth.db
    .selectFrom("audit_events")
    .where("event", "=", "one-time-token.verify");
  return (await events.select("id").execute()).length;
};

it("a registered app's redemptions are counted separately from guesses, with their own limit", async () => {
  const headers = await api.bearer("ada@example.com");
  beAnotherClient(api);
  expect(await statuses(11, () => appRedeems(headers))).toEqual([...Array(10).fill(200), 429]);
  const guess = () => api.post("emailOtp.signInWithLink", { token: "nothing" });
  expect(await statuses(5, guess)).toEqual([400, 400, 400, 400, 429]);
});

it("a refused redemption of an app counts as a guess, and isn't recorded once those are spent", async () => {
  const headers = await api.bearer("grace@example.com");
  beAnotherClient(api);
  const before = await countEvents();
  expect(await statuses(6, appGuesses)).toEqual([400, 400, 400, 400, 429, 429]);
  expect(await countEvents()).toBe(before + 4);
  expect((await appRedeems(headers)).status).toBe(200);
  const unregistered = { token: "nothing", audience: "nobody", codeVerifier };
  expect((await api.post("oneTimeToken.verify", unregistered)).status).toBe(429);
});

it("a stranger who names an app doesn't use up the limit of that app's server", async () => {
  const headers = await api.bearer("alan@example.com");
  beAnotherClient(api);
  await statuses(12, appGuesses);
  beAnotherClient(api);
  expect((await appRedeems(headers)).status).toBe(200);
});
