import { afterAll, beforeAll, expect, it } from "vitest";
import { startTwoProcesses } from "./processes.ts";
import { authorizeUrl, newAttempt, type Provider, redemption, startProvider } from "./provider.ts";

let provider: Provider;
let processes: Awaited<ReturnType<typeof startTwoProcesses>>;
let urls: string[];
beforeAll(async () => {
  provider = await startProvider();
  processes = await startTwoProcesses(provider);
  ({ urls } = processes);
});
afterAll(async () => {
  processes.stop();
  await provider.close();
});

const events = async (event: string) => {
  await provider.api.auth.events.settled();
  return provider.api.auth.db
    .selectFrom("audit_events")
    .select(["outcome", "user_id"])
    .where("event", "=", event as "oidc.end-replayed")
    .execute();
};

it("among 32 redemptions of one code over two processes one gets a session, which the others end", async () => {
  const secret = await provider.signIn();
  const attempt = newAttempt();
  const callback = await provider.agree(authorizeUrl(provider.issuer, attempt), secret);
  const body = new URLSearchParams(redemption(callback, attempt.codeVerifier));
  const answers = await Promise.all(
    Array.from({ length: 32 }, async (_, at) => {
      const answer = await fetch(`${urls[at % 2]}/oidc/token`, { method: "POST", body });
      return {
        status: answer.status,
        body: (await answer.json()) as { error?: string; access_token?: string },
      };
    }),
  );
  const granted = answers.filter(({ status }) => status === 200);
  expect(granted).toHaveLength(1);
  const refused = answers.filter(({ status }) => status !== 200);
  expect(new Set(refused.map((answer) => `${answer.status} ${answer.body.error}`))).toEqual(
    new Set(["400 invalid_grant"]),
  );
  const verified = await events("one-time-token.verify");
  expect(verified.filter(({ outcome }) => outcome === "granted")).toHaveLength(1);

  const info = await fetch(`${provider.issuer}/oidc/userinfo`, {
    headers: { authorization: `Bearer ${granted[0]?.body.access_token}` },
  });
  expect(info.status).toBe(401);
  const ended = await events("oidc.end-replayed");
  expect(ended).toEqual([{ outcome: "granted", user_id: expect.any(String) }]);
});

it("32 redemptions without the verifier use nothing up and end nothing", async () => {
  const secret = await provider.signIn("grace@example.com");
  const attempt = newAttempt();
  const callback = await provider.agree(authorizeUrl(provider.issuer, attempt), secret);
  const right = new URLSearchParams(redemption(callback, attempt.codeVerifier));
  const wrong = new URLSearchParams(redemption(callback, newAttempt().codeVerifier));
  const tryOut = (body: URLSearchParams) =>
    Promise.all(
      Array.from({ length: 32 }, (_, at) =>
        fetch(`${urls[at % 2]}/oidc/token`, { method: "POST", body }),
      ),
    );
  expect(new Set((await tryOut(wrong)).map(({ status }) => status))).toEqual(new Set([400]));
  const redeemed = await fetch(`${urls[0]}/oidc/token`, { method: "POST", body: right });
  expect(redeemed.status).toBe(200);
  const { access_token } = (await redeemed.json()) as { access_token: string };
  await tryOut(wrong);
  const headers = { authorization: `Bearer ${access_token}` };
  expect((await fetch(`${provider.issuer}/oidc/userinfo`, { headers })).status).toBe(200);
});
