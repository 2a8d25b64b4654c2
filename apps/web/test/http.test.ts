import { readFile } from "node:fs/promises";
import { request } from "node:http";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askReady, call, linkIn, mailTo, signIn } from "./http-client.ts";
import { LEASE_SECONDS, longestLeaseSeconds } from "./killed-worker.ts";
import { connectOwner } from "./owner.ts";
import { createDeployment, type Deployment, type WebProcess } from "./processes.ts";

describe("the built app, over plain HTTP,", () => {
  let deployment: Deployment;
  let web: WebProcess;
  let second: WebProcess;
  let owner: ReturnType<typeof connectOwner>;
  beforeAll(async () => {
    deployment = await createDeployment();
    owner = connectOwner(deployment.databaseUrl);
    [web, second] = await Promise.all([
      deployment.startWeb(),
      deployment.startWeb({ WORKER: "off" }),
    ]);
  });
  afterAll(async () => {
    await owner.destroy();
    await deployment.close();
  });

  it("signs in by code and reads the session by cookie, which is invalid in every process after signing out", async () => {
    const { data: challenge } = await call(web, "emailOtp.request", {
      email: "ada@example.com",
      phrase: true,
    });
    const mail = await mailTo(web, "ada@example.com");
    expect(mail.text).toContain(challenge.phrase);
    const code = /\b\d{6}\b/.exec(mail.subject)?.[0];
    const signedIn = await call(web, "emailOtp.signIn", { otpId: challenge.otpId, code });
    const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
    for (const process of [web, second]) {
      const { data } = await call(process, "session.current", undefined, { cookie });
      expect(data?.user.email).toBe("ada@example.com");
    }
    await call(web, "session.signOut", {}, { cookie });
    for (const process of [second, web]) {
      expect((await call(process, "session.current", undefined, { cookie })).data).toBeNull();
    }
  });

  it("signs in by link and reads the session by bearer", async () => {
    await call(web, "emailOtp.request", { email: "grace@example.com" });
    const { text } = await mailTo(web, "grace@example.com");
    const token = /\/sign-in\/link\/([\w-]+)/.exec(text)?.[1];
    const { data } = await call(second, "emailOtp.signInWithLink", { token, transport: "token" });
    const headers = { authorization: `Bearer ${data.token}` };
    const current = await call(web, "session.current", undefined, headers);
    expect(current.data).toMatchObject({
      user: { email: "grace@example.com" },
      session: { ip: "127.0.0.1" },
    });
  });

  it("writes mails that a mail client opens, and no process logs a secret", async () => {
    const { data } = await signIn(web, "eml@example.com");
    const { id, subject } = await mailTo(web, "eml@example.com");
    const eml = await readFile(path.join(deployment.mailboxDir, `${id}.eml`), "utf8");
    expect(eml).toMatch(
      /^(From|To|Subject|Message-ID|Date|MIME-Version|Content-Type|Auto-Submitted): /m,
    );
    expect(eml).not.toMatch(/[^\r]\n/);
    const code = /\d{6}/.exec(subject)?.[0] ?? "";
    for (const secret of [data.token, code, "eml@example.com"]) {
      expect(web.output() + second.output()).not.toContain(secret);
    }
  });

  it("sends mail for a web process whose worker is off", async () => {
    await call(second, "emailOtp.request", { email: "off@example.com" });
    expect((await mailTo(second, "off@example.com")).to).toBe("off@example.com");
  });

  it("is alive and ready", async () => {
    expect((await fetch(`${web.url}/api/health/live`)).status).toBe(200);
    expect((await askReady(web.url)).body).toEqual({
      ok: true,
      checks: {
        database: "ok",
        settings: "ok",
        rights: "ok",
        migrations: "ok",
        keys: "ok",
        queue: "ok",
        logouts: "ok",
        mailer: "ok",
        audit: "ok",
        grants: "ok",
        testAccounts: "ok",
        clients: "ok",
        mail: "ok",
      },
    });
  });

  it.each(["/", "/sign-in", "/dev/mailbox", "/api/trpc/session.current", "/nowhere"])(
    "%s carries the security headers and is never stored",
    async (target) => {
      const { headers } = await fetch(web.url + target);
      expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("strict-origin");
      expect(headers.get("cache-control")).toContain("no-store");
      expect(headers.has("x-powered-by")).toBe(false);
    },
  );

  it("answers oddities with 4xx", async () => {
    const odd = [
      fetch(`${web.url}/api/trpc/%E0%A4%A`),
      fetch(`${web.url}/api/trpc/emailOtp.request`, { method: "PUT" }),
      fetch(`${web.url}/api/trpc/emailOtp.request`, { method: "POST", body: new FormData() }),
      fetch(`${web.url}/api/trpc`),
      fetch(`${web.url}/sign-in`, { method: "POST", headers: { origin: "https://evil.example" } }),
      fetch(`${web.url}/sign-in`, {
        method: "POST",
        headers: { "next-action": "0".repeat(42) },
        body: "x",
      }),
      fetch(`${web.url}/sign-in/link/${"x".repeat(2000)}`),
    ];
    for (const { status, url } of await Promise.all(odd)) expect(status, url).toBeLessThan(500);
  });

  it("builds links only from its public URL, even at the very first request", async () => {
    const fresh = await deployment.startWeb();
    const forged = {
      host: "evil.example",
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "https",
      forwarded: "host=evil.example",
    };
    const answer = await new Promise<string>((resolve, reject) => {
      const headers = { ...forged, "content-type": "application/json" };
      const options = { method: "POST", headers };
      request(`${fresh.url}/api/trpc/emailOtp.request`, options, (res) => {
        res.resume().on("end", () => resolve(String(res.statusCode)));
      })
        .on("error", reject)
        .end(JSON.stringify({ email: "forged@example.com" }));
    });
    expect(answer).toBe("200");
    const { text, html } = await mailTo(fresh, "forged@example.com");
    expect(text + html).not.toContain("evil.example");
    expect(text).toMatch(/http:\/\/localhost:\d+\/sign-in\/link\//);
  });

  it("lets mail scanners open a link as often as they like", async () => {
    await signIn(web, "scanned@example.com");
    await call(web, "passwordReset.request", { email: "scanned@example.com" });
    await call(web, "emailOtp.request", { email: "scanned-too@example.com" });
    const reset = linkIn(await mailTo(web, "scanned@example.com", /new .* password/i));
    const link = linkIn(await mailTo(web, "scanned-too@example.com"));
    for (const url of [reset, link]) {
      for (let visit = 0; visit < 10; visit++) {
        expect((await fetch(url)).status).toBe(200);
        expect((await fetch(url, { method: "HEAD" })).status).toBe(200);
      }
    }
    const token = (url: string) => url.split("/").at(-1);
    const password = "a long and friendly phrase";
    expect(
      (await call(web, "passwordReset.complete", { token: token(reset), password })).status,
    ).toBe(200);
    expect((await call(web, "emailOtp.signInWithLink", { token: token(link) })).status).toBe(200);
  });

  it("doesn't lose a mail that was requested at the moment when it was killed", async () => {
    for (let round = 0; round < 3; round++) {
      const email = `killed-${round}@example.com`;
      const doomed = await deployment.startWeb();
      const before = (await deployment.writtenMails()).length;
      await call(doomed, "emailOtp.request", { email });
      await doomed.kill();
      expect(await longestLeaseSeconds(owner)).toBeLessThanOrEqual(LEASE_SECONDS);
      await mailTo(web, email);
      expect((await deployment.writtenMails()).length).toBe(before + 1);
    }
  });
});
