import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import PostalMime from "postal-mime";
import { afterEach, describe, expect, it } from "vitest";
import { parseSmtpUrl, smtpProvider } from "../src/smtp.ts";
import { startSmtpServer, type TestSmtpServer } from "../src/testing/testing.ts";
import type { Provider } from "../src/transport.ts";
import { NEVER, outgoing } from "./outgoing.ts";

let server: TestSmtpServer;
let provider: Provider;

async function start(options: Parameters<typeof startSmtpServer>[0] = {}, credentials = "") {
  server = await startSmtpServer(options);
  const url = server.url.replace("//", `//${credentials}`);
  provider = smtpProvider({ url, silenceMs: 60_000 });
}

afterEach(async () => {
  provider.close();
  await server.close();
});

describe("an SMTP server", () => {
  it("gets a mail as the same message on every try, with the mail's id as Message-ID", async () => {
    await start();
    const message = await outgoing("grüße@xn--bcher-kva.example");
    server.moods = [{ cut: "after-data" }];
    expect(await provider.deliver(message, NEVER)).toMatchObject({ problem: "temporary" });
    expect(await provider.deliver(message, NEVER)).toMatchObject({ ok: true, provider: "smtp" });
    const [lost, taken] = server.received;
    expect(lost?.raw).toBe(taken?.raw);
    const email = await PostalMime.parse(taken?.raw ?? "");
    expect(email.messageId).toBe(`<${message.id}@watchword.example>`);
    expect(email.subject).toBe(message.subject);
  });

  it.each([
    ["421 4.3.2 Shutting down", "rcpt", { problem: "temporary" }],
    ["451 4.7.1 Greylisted, come back", "rcpt", { problem: "temporary" }],
    ["452 4.2.2 Mailbox full", "rcpt", { problem: "temporary", ofMailbox: true }],
    ["451 Local error", "data", { problem: "temporary" }],
    ["550 5.1.1 No such user", "rcpt", { problem: "bounced", hard: true }],
    ["550 5.1.10 No such domain", "rcpt", { problem: "bounced", hard: true }],
    ["550 5.2.1 Mailbox closed", "rcpt", { problem: "bounced", hard: true }],
    ["550 No such user", "rcpt", { problem: "bounced", hard: true }],
    ["550 Not today", "rcpt", { problem: "bounced", hard: false }],
    ["552 5.2.2 Mailbox full", "rcpt", { problem: "temporary", ofMailbox: true }],
    [
      "550 5.2.1 receiving mail at a rate that prevents delivery",
      "rcpt",
      { problem: "temporary", ofMailbox: true },
    ],
    ["550 Blocked", "rcpt", { problem: "rejected" }],
    [
      "554 This user doesn't have an example.com account",
      "data",
      { problem: "bounced", hard: true },
    ],
    ["552 5.2.2 over quota", "data", { problem: "temporary", ofMailbox: true }],
    ["550 5.7.1 Relaying denied", "rcpt", { problem: "rejected" }],
    ["554 5.7.1 Looks like spam", "data", { problem: "rejected" }],
    ["550 5.7.26 Sender not allowed", "mail", { problem: "misconfigured" }],
  ] as const)("that says %s at %s means %o", async (answer, stage, meaning) => {
    await start();
    server.moods = [{ refuse: stage, with: answer }];
    const result = await provider.deliver(await outgoing(), NEVER);
    expect(result).toMatchObject({ ok: false, provider: "smtp", ...meaning });
    if (!result.ok) {
      expect(result.reason).toMatch(new RegExp(`^smtp: ${answer.slice(0, 3)}`));
      expect(result.reason).not.toContain("@");
    }
    expect(server.received).toEqual([]);
    expect(await provider.deliver(await outgoing(), NEVER)).toMatchObject({ ok: true });
  });

  it("that refuses every recipient is reported until it accepts a mail", async () => {
    await start();
    const refused = { refuse: "rcpt", with: "554 5.7.1 Relay access denied" } as const;
    server.moods = [refused, { refuse: "rcpt", with: "550 5.1.1 No such user" }, refused, refused];
    for (const to of ["a", "b", "c", "d"]) {
      expect(await provider.check()).toBeNull();
      await provider.deliver(await outgoing(`${to}@example.com`), NEVER);
    }
    server.moods = [refused];
    await provider.deliver(await outgoing(), NEVER);
    expect(await provider.check()).toBe("smtp: 554 5.7.1 RCPT TO: the last 3 mails were refused");
    await provider.deliver(await outgoing(), NEVER);
    expect(await provider.check()).toBeNull();
  });

  it("that refuses us in its greeting counts as set up wrong, and no mail is given up", async () => {
    const port = await new Promise<Server>((resolve) => {
      const greeting = createServer((socket) => socket.end("554 5.7.1 No PTR record\r\n"));
      greeting.listen(0, "127.0.0.1", () => resolve(greeting));
    });
    server = { ...(await startSmtpServer()), url: "" };
    provider = smtpProvider({ url: `smtp://127.0.0.1:${(port.address() as AddressInfo).port}` });
    const result = await provider.deliver(await outgoing(), NEVER);
    port.close();
    expect(result).toMatchObject({ problem: "misconfigured" });
  });

  it("that drops the connection in the middle of a message is tried again only by the queue", async () => {
    await start();
    server.moods = [{ cut: "mid-data" }];
    expect(await provider.deliver(await outgoing(), NEVER)).toMatchObject({
      problem: "temporary",
    });
    expect(server.received).toEqual([]);
    expect(server.moods).toEqual([]);
  });

  it("may be slow, but neither for ever nor beyond the mail's lifetime", async () => {
    await start();
    server.moods = [{ slowMs: 200 }, { slowMs: 5_000 }, { slowMs: 900 }];
    expect(await provider.deliver(await outgoing(), NEVER)).toMatchObject({ ok: true });
    const impatient = smtpProvider({ url: server.url, silenceMs: 1_000 });
    expect(await impatient.deliver(await outgoing(), NEVER)).toMatchObject({
      problem: "temporary",
    });
    impatient.close();
    const result = await provider.deliver(await outgoing(), AbortSignal.timeout(300));
    expect(result).toMatchObject({ problem: "temporary" });
    expect(server.received).toHaveLength(1);
  });

  it("is checked, and the check says why it can't be used", async () => {
    await start(
      {
        authOptional: false,
        onAuth: (auth, _session, callback) => {
          if (auth.password === "right") callback(null, { user: auth.username });
          else callback(new Error("Wrong"));
        },
      },
      "ada:wrong@",
    );
    expect(await provider.check()).toBe("smtp: 535 AUTH PLAIN");
    expect(await provider.deliver(await outgoing(), NEVER)).toMatchObject({
      problem: "misconfigured",
    });
    provider.close();
    provider = smtpProvider({ url: server.url.replace("//", "//ada:right@") });
    expect(await provider.check()).toBeNull();
    expect(await provider.deliver(await outgoing(), NEVER)).toMatchObject({ ok: true });
    await server.close();
    await start();
    const gone = smtpProvider({ url: "smtp://127.0.0.1:1" });
    expect(await gone.check()).toMatch(/^smtp: E/);
    gone.close();
  });

  it("that greets and then says nothing keeps no check waiting", async () => {
    await start();
    const silent = createServer((socket) => {
      socket.on("error", () => {}).write("220 relay.example ESMTP\r\n");
    }).listen(0, "127.0.0.1");
    await once(silent, "listening");
    const url = `smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const hung = smtpProvider({ url, checkMs: 100, silenceMs: 5_000 });
    expect(await hung.check()).toBe("smtp: no answer");
    hung.close();
    silent.close();
  });

  it("is used without TLS only on this machine, or if the URL says so", () => {
    expect(parseSmtpUrl("smtp://relay.example.com:25?tls=off")).toMatchObject({
      port: 25,
      requireTLS: false,
      ignoreTLS: true,
    });
    expect(parseSmtpUrl("smtps://relay.example.com?tls=off")).not.toHaveProperty("ignoreTLS");
    expect(parseSmtpUrl("smtp://mail.example.com")).toEqual({
      host: "mail.example.com",
      port: 587,
      secure: false,
      requireTLS: true,
      tls: { rejectUnauthorized: true },
    });
    expect(parseSmtpUrl("smtps://me%40example.com:p%3Aw@mail.example.com")).toMatchObject({
      port: 465,
      secure: true,
      auth: { user: "me@example.com", pass: "p:w" },
    });
    const careless = "smtp://mail.example.com?ignoreTLS=true&tls.rejectUnauthorized=false";
    expect(parseSmtpUrl(careless)).toMatchObject({ requireTLS: true });
    expect(parseSmtpUrl("smtp://[::1]:2525")).toMatchObject({ host: "::1", requireTLS: false });
  });
});
