import { createHash } from "node:crypto";
import { listMailbox } from "@watchword/emails/mailbox";
import type { Body, DataOf } from "@watchword/api/testing/answers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createDeployment, type Deployment, until, type WebProcess } from "./processes.ts";
import { anybody, wrongCode } from "./visitor.ts";

const KEY = "wwa_a key of the shop's server, for this test";
const SHOP = {
  id: "shop",
  redirectUris: ["https://shop.example/callback"],
  secretHash: createHash("sha256").update(KEY).digest("hex"),
};
/** What a client's wrong guesses are counted up to over a day, by default. */
const MAX_GUESSES = 100;
const GUESSES_OF_ADDRESS = 20;
const GUESSES_OF_CHALLENGE = 5;

let deployment: Deployment;
let webs: WebProcess[];
beforeAll(async () => {
  deployment = await createDeployment();
  const env = {
    WATCHWORD_APPS: JSON.stringify([SHOP]),
    WATCHWORD_POLICY: JSON.stringify({ perClient: null }),
  };
  webs = await Promise.all([deployment.startWeb(env), deployment.startWeb(env)]);
});
afterAll(() => deployment.close());

let calls = 0;
/**
 * The shop's server calls for a visitor of its own, at one process and then at the other. Why it was refused, where it
 * was.
 */
async function call<Path extends string>(
  procedure: Path,
  input: object,
  visitor: Record<string, string> | null,
) {
  calls += 1;
  const web = webs[calls % webs.length] as WebProcess;
  const response = await fetch(`${web.listening}/api/trpc/${procedure}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(visitor && {
        "x-watchword-app": SHOP.id,
        "x-watchword-key": KEY,
        "x-watchword-forwarded": new URLSearchParams(visitor).toString(),
      }),
    },
    body: JSON.stringify(input),
  });
  const body = (await response.json()) as Body<DataOf<Path>>;
  return (body.result?.data ?? body.error.data) as DataOf<Path> & { reason?: string };
}

async function codeFor(email: string, seen = 0): Promise<string> {
  const mails = () => listMailbox(deployment.mailboxDir, { to: email });
  await until(async () => (await mails()).length > seen);
  return /\b\d{6}\b/.exec((await mails())[0]?.subject ?? "")?.[0] ?? "";
}

/** Answers what a right code is answered after a client's wrong guesses, at many addresses, are used up. */
async function guessAsOften(visitor: Record<string, string> | null): Promise<void> {
  for (let guessed = 0; guessed < MAX_GUESSES; guessed += GUESSES_OF_ADDRESS) {
    const email = anybody();
    for (let seen = 0; seen < GUESSES_OF_ADDRESS / GUESSES_OF_CHALLENGE; seen++) {
      const { otpId } = await call("emailOtp.request", { email }, visitor);
      const code = wrongCode(await codeFor(email, seen));
      const guesses = Array.from({ length: GUESSES_OF_CHALLENGE }, () =>
        call("emailOtp.signIn", { otpId, code }, visitor),
      );
      const reasons = (await Promise.all(guesses)).map(({ reason }) => reason);
      expect(reasons).toEqual(Array(GUESSES_OF_CHALLENGE).fill("INVALID_TOKEN"));
    }
  }
}

async function signIn(visitor: Record<string, string> | null) {
  const email = anybody();
  const { otpId } = await call("emailOtp.request", { email }, visitor);
  return call(
    "emailOtp.signIn",
    { otpId, code: await codeFor(email), transport: "token" },
    visitor,
  );
}

it("100 wrong guesses by one visitor of a calling server don't lock out its next visitor", async () => {
  const [guesser, next] = [{ ip: "203.0.113.7" }, { ip: "203.0.113.8" }];
  await guessAsOften(guesser);
  expect(await signIn(guesser)).toMatchObject({ reason: "TOO_MANY_ATTEMPTS" });
  expect(await signIn(next)).toMatchObject({ session: { ip: next.ip } });
});

it("without the server's key, wrong guesses lock out everybody", async () => {
  await guessAsOften(null);
  expect(await signIn(null)).toMatchObject({ reason: "TOO_MANY_ATTEMPTS" });
});
