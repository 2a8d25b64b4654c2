import { randomUUID } from "node:crypto";
import { createAuth } from "@watchword/auth";
import { openMailWork } from "@watchword/mailer";
import { type ResendServer, startResendServer } from "@watchword/emails/testing";
import { afterEach, beforeEach, expect, it } from "vitest";
import { mailOptions } from "../src/mail/mail-options.ts";
import { openProvider } from "../src/mail/mail-provider.ts";
import { createSending, type Sending } from "./sending.ts";

const ANOTHER = "another secret of more than thirty-two bytes for tests";

let sending: Sending;
let resend: ResendServer;
beforeEach(async () => {
  sending = await createSending();
  resend = await startResendServer();
});
afterEach(async () => {
  await sending.close();
  await resend.close();
});

const provider = () => ({ resend: { apiKey: resend.apiKey, baseUrl: resend.url } });

it("a process with another secret leaves mails to others, without spending their tries", async () => {
  const otpId = await sending.request("ada@example.com");
  const [notice = ""] = await sending.queueNotices(1);
  const { id } = await sending.mailOf(otpId);
  const { databaseUrl } = sending;
  const config = { ...sending.config, ...provider() };
  const stranger = createAuth({ database: databaseUrl, secret: ANOTHER });
  const { send } = openMailWork(stranger, mailOptions(config, openProvider(config)));
  const works = [send("awaited", 5), send("notice", 5)];
  const claim = async () => {
    const claims = await Promise.all(works.map((work) => work.claim(randomUUID(), 5)));
    return claims.flat();
  };
  const claimed = await claim();
  expect(claimed.map((item) => item.id).toSorted()).toEqual([id, notice].toSorted());
  for (const item of claimed) await item.run(new AbortController().signal);
  await sending.hurry();
  expect(await claim(), "it claims nothing for a while").toEqual([]);
  for (const mail of [id, notice])
    expect(await sending.mailById(mail)).toMatchObject({ state: "queued", tries: 0, reason: null });
  await stranger.close();

  await sending.startWorker(provider());
  expect(await sending.settled(otpId)).toMatchObject({ state: "sent", tries: 0 });
});

it("every mail is sent beside a worker with another secret, which claims none", async () => {
  const ids = await Promise.all(
    ["a", "b", "c", "d"].map((name) => sending.request(`${name}@example.com`)),
  );
  await sending.startWorker({ ...provider(), secrets: [ANOTHER] });
  await sending.startWorker(provider());
  for (const otpId of ids)
    expect(await sending.settled(otpId)).toMatchObject({ state: "sent", tries: 0 });
});
