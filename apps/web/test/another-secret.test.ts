import { createAuth } from "@watchword/auth";
import { type ResendServer, startResendServer } from "@watchword/emails/testing";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openMailTasks } from "../src/server/mail-tasks.ts";
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
  const stranger = createAuth({ databaseUrl, secret: ANOTHER });
  const tasks = await openMailTasks({ ...sending.config, ...provider() }, stranger);
  for (let n = 0; n < 6; n++) {
    await tasks.send({ mailId: id });
    await tasks.send({ mailId: notice });
  }
  expect(tasks.gate.closed()).toEqual(["awaited", "notice"]);
  for (const mail of [id, notice])
    expect(await sending.mailById(mail)).toMatchObject({ state: "queued", tries: 0, reason: null });
  await stranger.close();

  await sending.startWorker(provider());
  expect(await sending.settled(otpId)).toMatchObject({ state: "sent", tries: 0 });
});

it("beside a worker with another secret every mail is sent, and that one takes none", async () => {
  const ids = await Promise.all(
    ["a", "b", "c", "d"].map((name) => sending.request(`${name}@example.com`)),
  );
  await sending.startWorker({ ...provider(), secrets: [ANOTHER] });
  await sending.startWorker(provider());
  for (const otpId of ids)
    expect(await sending.settled(otpId)).toMatchObject({ state: "sent", tries: 0 });
});
