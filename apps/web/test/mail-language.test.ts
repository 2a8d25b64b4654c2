import { type Auth, createAuth } from "@watchword/auth";
import { requestEmailOtp } from "@watchword/auth/email-otp";
import { listMailbox } from "@watchword/emails/mailbox";
import { afterAll, beforeAll, expect, it } from "vitest";
import { requestClient } from "../src/caller/request-client.ts";
import { createDeployment, type Deployment, until } from "./processes.ts";

const BRAND = { name: "Acme", support: "help@acme.example", light: { accent: "#5b3fd1" } };

let deployment: Deployment;
let auth: Auth;
beforeAll(async () => {
  deployment = await createDeployment();
  auth = createAuth({ database: deployment.databaseUrl, secret: deployment.secret });
});
afterAll(async () => {
  await auth.close();
  await deployment.close();
});

it("a worker writes each mail in the language of its request, under the product's brand", async () => {
  const subjects = {
    "de-AT,en;q=0.5": /^\d{6} ist Ihr Acme-Anmeldecode$/,
    ja: /^\d{6} は Acme のログインコードです$/,
    "ar-EG": /^\d{6} هو رمز تسجيل الدخول إلى Acme$/,
    "zh-CN": /^\d{6} is your Acme sign-in code$/,
  };
  await deployment.startWorker({ BRAND: JSON.stringify(BRAND) });
  for (const [index, asked] of Object.keys(subjects).entries()) {
    const client = requestClient(new Headers({ "accept-language": asked }));
    const request = { collection: "users", phrase: true, next: null, client };
    await requestEmailOtp(auth, { ...request, email: `reader-${index}@example.com` });
  }
  await until(async () => (await deployment.writtenMails()).length === 4);
  for (const [index, subject] of Object.values(subjects).entries()) {
    const [mail] = await listMailbox(deployment.mailboxDir, { to: `reader-${index}@example.com` });
    expect(mail?.subject).toMatch(subject);
    expect(mail?.html).toContain("background-color:#5b3fd1");
    expect(mail?.headers["reply-to"]).toBe("help@acme.example");
    expect(mail?.from).toBe("Acme <no-reply@watchword.localhost>");
  }
});
