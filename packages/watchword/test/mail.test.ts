import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestDatabase } from "@watchword/db/testing";
import { startProxy } from "@watchword/db/testing/proxy";
import { listMailbox } from "@watchword/emails/mailbox";
import { describe, expect, it, vi } from "vitest";
import { type AppMail, createWatchword } from "../src/watchword.ts";
import { PUBLIC_URL, SECRET, startApp } from "./app.ts";

const email = "ada@example.com";

describe("an app's own mailer", () => {
  it("gets each mail once, by its key, over two processes' mailers", async () => {
    const sent: AppMail[] = [];
    const sendMail = async (mail: AppMail) => void sent.push(mail);
    const app = await startApp({ sendMail });
    const other = await startApp({ sendMail, database: app.database.url });
    const addresses = Array.from({ length: 20 }, (_, n) => `visitor-${n}@example.com`);
    await Promise.all(
      addresses.map((to, n) =>
        app.post("emailOtp.request", { email: to }, { address: `203.0.${n}.1` }),
      ),
    );
    await vi.waitFor(() => expect(sent.length).toBeGreaterThanOrEqual(20), 60_000);
    await Promise.all([app.watchword.close(), other.close()]);
    expect(sent.map(({ to }) => to).toSorted()).toEqual(addresses.toSorted());
    expect(new Set(sent.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(20);
    await app.database.drop();
  });

  it("gets the same mail again under the same key if it throws", async () => {
    const tries: AppMail[] = [];
    const app = await startApp({
      sendMail(mail) {
        tries.push(mail);
        if (tries.length === 1) throw new Error("the provider is down");
      },
    });
    await app.post("emailOtp.request", { email });
    await vi.waitFor(() => expect(tries).toHaveLength(2), 60_000);
    expect(tries[1]).toEqual(tries[0]);
    expect(String(app.errors[0])).toContain("app: Error");
    expect(String(app.errors[0])).not.toContain(email);
    await app.close();
  });

  it("loses no mail with the process that was sending it", async () => {
    const database = await createTestDatabase();
    const killed = fork(join(import.meta.dirname, "processes/hanging-mailer.ts"), {
      cwd: import.meta.dirname,
      execArgv: ["--import", "tsx"],
      env: { ...process.env, DATABASE: database.url, SECRET, PUBLIC_URL, EMAIL: email },
    });
    const [held] = (await once(killed, "message", { signal: AbortSignal.timeout(60_000) })) as [
      AppMail,
    ];
    killed.kill("SIGKILL");
    await once(killed, "exit");

    const elsewhere = await startApp({ database: database.url });
    const mail = await vi.waitFor(() => {
      const [first] = elsewhere.mailbox.mails;
      if (!first) throw new Error("It hasn't come yet.");
      return first;
    }, 60_000);
    expect(mail).toEqual(held);
    await elsewhere.close();
    await database.drop();
  });
});

describe("an app that starts while its database is out of reach", () => {
  const mailsPerMinute = 600;

  it("has a mailer that waits for it, even with a sending rate", async () => {
    const database = await createTestDatabase();
    const network = await startProxy(database.url);
    network.hold();
    const app = await startApp({ database: network.url, mailsPerMinute });
    network.resume();
    await vi.waitFor(
      async () => expect((await app.post("emailOtp.request", { email })).status).toBe(200),
      60_000,
    );
    expect(await app.mailbox.code(email)).toMatch(/^\d{6}$/);
    await app.close();
    await network.close();
    await database.drop();
  });

  it("sends waiting mails once it is back, even without a mailer", async () => {
    const database = await createTestDatabase();
    const network = await startProxy(database.url);
    const sent: AppMail[] = [];
    const watchword = createWatchword({
      database: network.url,
      secret: SECRET,
      publicUrl: PUBLIC_URL,
      mailsPerMinute,
      sendMail: (mail) => void sent.push(mail),
      onError: () => {},
    });
    await watchword.forRequest(new Headers()).api.emailOtp.request({ email });
    network.hold();
    const waiting = watchword.sendWaiting({ forMs: 500 });
    await expect(waiting).rejects.toMatchObject({ refusal: { reason: "UNAVAILABLE" } });
    network.resume();
    await vi.waitFor(() => watchword.sendWaiting({ forMs: 500 }), 60_000);
    expect(sent.map(({ to }) => to)).toEqual([email]);
    await watchword.close();
    await network.close();
    await database.drop();
  });
});

describe("an app without a mail provider", () => {
  it("writes mails into a folder, on a loopback URL, and says so", async () => {
    const database = await createTestDatabase();
    const mailboxDir = await mkdtemp(join(tmpdir(), "watchword-mailbox-"));
    const told = vi.spyOn(console, "info").mockImplementation(() => {});
    const options = { database: database.url, secret: SECRET, publicUrl: PUBLIC_URL };
    const watchword = createWatchword({ ...options, mailboxDir });
    await watchword.forRequest(new Headers()).api.emailOtp.request({ email });
    await watchword.sendWaiting({ forMs: 500 });
    const [mail] = await listMailbox(mailboxDir, { to: email });
    expect(told.mock.calls).toEqual([
      [expect.stringContaining(`Mail to ${email}: ${mail?.subject}`)],
    ]);
    told.mockRestore();
    await watchword.close();
    await database.drop();
    await rm(mailboxDir, { recursive: true });
  });
});
