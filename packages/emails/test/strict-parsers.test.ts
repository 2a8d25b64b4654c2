import { execFile, execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import PostalMime from "postal-mime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { defaultBrand } from "../src/brand.ts";
import { composeMime } from "../src/mime.ts";
import { resendProvider } from "../src/resend.ts";
import { startResendServer } from "../src/testing/testing.ts";
import type { OutgoingMail } from "../src/transport.ts";
import { writeMail } from "../src/write.ts";
import { NEVER } from "./outgoing.ts";
import { everyMail } from "./reading.ts";

const SENDERS = [
  "Watchword <sign-in@watchword.example>",
  "sign-in@watchword.example",
  '"Acme, Inc." <sign-in@acme.example>',
  "Bücher und noch ein langer Name wie ihn Firmen haben <hallo@xn--bcher-kva.example>",
  "ワッチワード <sign-in@watchword.example>",
];
const OWN_ADDRESSES = ["ada@xn--bcher-kva.example", "grüße@xn--bcher-kva.example"];

let folder: string;
const mails: OutgoingMail[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "watchword-strict-"));
  // Each state, and each language; both in one stride.
  const some = everyMail.filter((_, n) => n % 5 === 0);
  for (const [n, [, mail]] of some.entries()) {
    const to = n % 3 === 0 ? mail.to : (OWN_ADDRESSES[n % 2] ?? "");
    const from = SENDERS[n % SENDERS.length] ?? "";
    const brand = { ...defaultBrand, ...(n % 2 === 0 && { support: "help@acme.example" }) };
    mails.push(await writeMail({ ...mail, to }, { brand, from }));
  }
});
afterAll(() => rm(folder, { recursive: true }));

test("every mail has a date that is RFC 5322's, in the second in which it was written", async () => {
  for (const mail of mails) {
    const raw = (await composeMime(mail)).toString("latin1");
    expect(raw.match(/^Date: .*$/gm)).toHaveLength(1);
    const [, date = ""] = /^Date: (.*)\r$/m.exec(raw) ?? [];
    expect(date).toMatch(
      /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d \+0000$/,
    );
    expect(new Date(date).getTime()).toBe(
      Math.floor(new Date(mail.writtenAt).getTime() / 1_000) * 1_000,
    );
  }
});

test("every mail reads back as it was written", async () => {
  for (const mail of mails) {
    const email = await PostalMime.parse(await composeMime(mail));
    const { subject, html, text } = mail;
    expect(email.subject).toBe(subject);
    expect(email.html?.trimEnd()).toBe(html.trimEnd());
    expect(email.text?.trimEnd()).toBe(text.trimEnd());
  }
});

test.skipIf(!hasPython())(
  "Python's strict parser finds nothing wrong in any mail, nor in what Resend is told of it",
  async () => {
    const resend = await startResendServer();
    const provider = resendProvider({ apiKey: resend.apiKey, baseUrl: resend.url });
    for (const [n, mail] of mails.entries()) {
      const utf8 = /^[\x20-\x7e]*$/.test(mail.to) ? "" : "-utf8";
      await writeFile(join(folder, `${n}${utf8}.eml`), await composeMime(mail));
    }
    for (const mail of mails.slice(0, SENDERS.length)) {
      const id = crypto.randomUUID();
      await provider.deliver({ ...mail, id }, NEVER);
      const told = resend.accepted.get(id)?.body;
      await writeFile(join(folder, `${id}.json`), JSON.stringify(told));
    }
    provider.close();
    await resend.close();
    const script = join(import.meta.dirname, "strict_mail.py");
    const { stdout } = await promisify(execFile)("python3", [script, folder]);
    expect(stdout).toBe("");
  },
);

/** CI must have it; elsewhere the test is skipped, and vitest says so. */
function hasPython(): boolean {
  if (process.env["CI"]) return true;
  try {
    return execFileSync("python3", ["--version"], { encoding: "utf8" }).startsWith("Python 3");
  } catch {
    return false;
  }
}
