import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { borrowDeployment } from "./borrowed-deployment.ts";
import { until } from "./processes.ts";

let lent: Awaited<ReturnType<typeof borrowDeployment>>;
beforeAll(async () => {
  lent = await borrowDeployment();
});
afterAll(() => lent.deployment.close());

const TOKEN = "wXyZ-0123456789_abcdefghijklmnopqrstuvwxyzA";
const PATHS = [
  "/sign-in/link",
  "/sign-up/link",
  "/verify-email/link",
  "/email-change/link",
  "/email-change/undo",
  "/password-reset",
];
const SIGNS = [
  ".",
  ",",
  ";",
  ":",
  "!",
  ")",
  "]",
  ">",
  '"',
  "'",
  "%20",
  "%C2%A0",
  "%0A",
  "…",
  "”",
  "»",
  "。",
  "*",
  "_",
  "-",
  ").",
  "%3E",
  "%22%3E",
  "%2520",
];

/** The token that a link's page is handed. */
async function tokenFrom(path: string): Promise<string | undefined> {
  const answer = await fetch(lent.web.url + path, { redirect: "manual" });
  expect(answer.status).toBe(303);
  return answer.headers
    .getSetCookie()
    .flatMap((cookie) => /link=([\w-]+);/.exec(cookie)?.[1] ?? [])[0];
}

describe.each(PATHS)("a link to %s", (path) => {
  it("is recognized with a punctuation mark behind it", async () => {
    const tokens = await Promise.all(SIGNS.map((sign) => tokenFrom(`${path}/${TOKEN}${sign}`)));
    expect(tokens).toEqual(SIGNS.map(() => TOKEN));
  });

  it("isn't recognized with a missing piece, or with one too many", async () => {
    for (const piece of [
      TOKEN.slice(1),
      `${TOKEN}a`,
      `${TOKEN}b.`,
      `${TOKEN.slice(0, 20)}.${TOKEN.slice(20)}`,
    ])
      expect(await tokenFrom(`${path}/${piece}`)).toBeUndefined();
  });
});

it("the mailbox finds an address by a plus that isn't escaped", async () => {
  const email = `ada+${crypto.randomUUID().slice(0, 8)}@example.com`;
  const asked = await fetch(`${lent.web.url}/api/trpc/emailOtp.request`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email }),
  });
  expect(asked.status).toBe(200);
  const mailsTo = async (to: string): Promise<unknown> => {
    const answer = await fetch(`${lent.web.url}/dev/mailbox/messages?to=${to}`);
    return answer.json();
  };
  await until(async () => JSON.stringify(await mailsTo(encodeURIComponent(email))) !== "[]");
  expect(await mailsTo(email)).toMatchObject([{ to: email }]);
});
