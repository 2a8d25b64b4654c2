import { createHmac, randomUUID } from "node:crypto";
import { type ResendServer, startResendServer } from "@watchword/emails/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askReady } from "./http-client.ts";
import { createDistantDeployment, until, type WebProcess } from "./processes.ts";

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

let deployment: Awaited<ReturnType<typeof createDistantDeployment>>;
let resend: ResendServer;
let web: WebProcess;
beforeAll(async () => {
  [deployment, resend] = await Promise.all([createDistantDeployment(), startResendServer()]);
  web = await deployment.startWeb({
    RESEND_API_KEY: resend.apiKey,
    RESEND_BASE_URL: resend.url,
    RESEND_WEBHOOK_SECRET: SECRET,
    EMAIL_FROM: "Watchword <sign-in@watchword.example>",
  });
});
afterAll(async () => {
  await deployment.close();
  await resend.close();
});

async function call(procedure: string, input: object) {
  const response = await fetch(`${web.url}/api/trpc/${procedure}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
  });
  return (await response.json()).result.data;
}

/** Asks for a code; answers its challenge and what Resend calls its mail. */
async function request(email: string) {
  const { otpId } = await call("emailOtp.request", { email });
  const mail = () => [...resend.accepted.values()].find(({ body }) => body.to === email);
  await until(() => mail() !== undefined);
  await until(async () => (await delivery(otpId)) === "sent");
  return { otpId, emailId: mail()?.id ?? "" };
}

const delivery = async (otpId: string) => (await call("emailOtp.status", { otpId })).delivery;

/** Posts an event as Resend does, signed by Svix's scheme. */
async function post(
  type: string,
  data: { email_id: string; to?: string[]; bounce?: { type: string } },
  { secret = SECRET, padding = 0, id = `msg_${randomUUID()}` } = {},
) {
  const body = JSON.stringify({
    type,
    created_at: new Date().toISOString(),
    data,
    padding: " ".repeat(padding),
  });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  const response = await fetch(`${web.url}/api/webhooks/resend`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "svix-id": id,
      "svix-timestamp": timestamp,
      "svix-signature": `v1,${signature}`,
    },
    body,
  });
  retryAfter = response.headers.get("retry-after");
  return response.status;
}

/** Of the last answer. */
let retryAfter: string | null = null;

describe("an event that Resend sends to the built app", () => {
  it("makes the waiting page say delivered, whatever comes late or twice", async () => {
    const { otpId, emailId } = await request("ada@example.com");
    expect(await post("email.delivery_delayed", { email_id: emailId })).toBe(204);
    expect(await delivery(otpId)).toBe("sent");
    const id = `msg_${randomUUID()}`;
    for (let time = 0; time < 2; time++) {
      expect(await post("email.delivered", { email_id: emailId }, { id })).toBe(204);
    }
    expect(await post("email.delivery_delayed", { email_id: emailId })).toBe(204);
    expect(await delivery(otpId)).toBe("delivered");
  });

  it("about a missing mailbox stops the next mail to it", async () => {
    const { otpId, emailId } = await request("nobody@example.com");
    const told = {
      email_id: emailId,
      to: ["nobody@example.com"],
      bounce: { type: "Permanent" },
    };
    expect(await post("email.bounced", told)).toBe(204);
    expect(await delivery(otpId)).toBe("bounced");
    const { otpId: again } = await call("emailOtp.request", { email: "nobody@example.com" });
    await until(async () => (await delivery(again)) === "bounced");
    expect(
      [...resend.accepted.values()].filter(({ body }) => body.to === "nobody@example.com"),
    ).toHaveLength(1);
  });

  it("is to be told again while the database is away", async () => {
    const { otpId, emailId } = await request("cy@example.com");
    deployment.network.hold();
    const status = await post("email.delivered", { email_id: emailId });
    deployment.network.resume();
    expect([status, retryAfter]).toEqual([503, "5"]);
    await until(async () => (await post("email.delivered", { email_id: emailId })) === 204);
    expect(await delivery(otpId)).toBe("delivered");
    expect(retryAfter).toBeNull();
  });

  it("is refused without its signature or if it is too large, and ignored if it is unknown", async () => {
    const { otpId, emailId } = await request("bea@example.com");
    const secret = "whsec_c29tZWJvZHkgZWxzZSdzIG93bg==";
    expect(await post("email.delivered", { email_id: emailId }, { secret })).toBe(401);
    expect(await post("email.delivered", { email_id: emailId }, { padding: 70_000 })).toBe(413);
    expect(await post("email.opened", { email_id: emailId })).toBe(204);
    expect(await post("email.delivered", { email_id: "somebody else's" })).toBe(204);
    const unsigned = await fetch(`${web.url}/api/webhooks/resend`, { method: "POST", body: "{}" });
    expect(unsigned.status).toBe(401);
    expect((await fetch(`${web.url}/api/webhooks/resend`)).status).toBe(405);
    expect(await delivery(otpId)).toBe("sent");
  });
});

describe("the built app with a provider", () => {
  it("has no mailbox to show, and says that mail can go out", async () => {
    expect((await fetch(`${web.url}/dev/mailbox`)).status).toBe(404);
    expect((await fetch(`${web.url}/dev/mailbox/messages`)).status).toBe(404);
    const { body } = await askReady(web.url);
    expect(body).toMatchObject({ ok: true, checks: { mail: "ok" } });
  });

  it("reports that an SMTP server is out of reach, but is ready, because the deployment's mail was taken before", async () => {
    const other = await deployment.startWeb({
      SMTP_URL: "smtp://127.0.0.1:1",
      EMAIL_FROM: "Watchword <sign-in@watchword.example>",
    });
    const { status, body } = await askReady(other.url);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      checks: { database: "ok", mail: expect.stringMatching(/^smtp: E/) },
    });
    await until(() => other.output().includes("No mail can go out as things are"));
    expect((await fetch(`${other.url}/api/webhooks/resend`, { method: "POST" })).status).toBe(404);
    await other.stop();
  });
});
