import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PostalMime from "postal-mime";
import { afterEach, beforeEach, expect, test } from "vitest";
import { emailOtp } from "../previews/challenge-fixtures.ts";
import { defaultBrand } from "../src/brand.ts";
import { listMailbox, mailboxProvider, readMailboxMessage } from "../src/mailbox.ts";
import { renderMail } from "../src/render.tsx";
import { writeMail } from "../src/write.ts";

const { codeAndPhrase, longest } = emailOtp;

let parent: string;
let folder: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "watchword-mailbox-"));
  folder = join(parent, "data", "mailbox");
});

afterEach(() => rm(parent, { recursive: true }));

async function deliver(mail = codeAndPhrase): Promise<string> {
  const options = { brand: defaultBrand, from: "Watchword <sign-in@watchword.example>" };
  const result = await mailboxProvider(folder).deliver(
    await writeMail(mail, options),
    new AbortController().signal,
  );
  expect(result).toEqual({ ok: true, provider: "mailbox", providerId: null });
  return join(folder, `${mail.id}.eml`);
}

test.each([
  ["the usual mail", codeAndPhrase],
  ["the longest", longest],
  ["one to a domain beyond ASCII", { ...codeAndPhrase, to: "ada@xn--bcher-kva.example" }],
  ["one to a local part beyond ASCII", { ...codeAndPhrase, to: "grüße@xn--bcher-kva.example" }],
  ["one to dots in a row", { ...codeAndPhrase, to: "a..b@docomo.ne.jp" }],
  ["one to a dot at the end", { ...codeAndPhrase, to: "a.@docomo.ne.jp" }],
])("%s is a standard .eml that reads back as it was written", async (_, mail) => {
  const raw = await readFile(await deliver(mail));
  expect(raw.toString("latin1")).not.toMatch(/[^\r]\n/);

  const { subject, html, text } = await renderMail(mail, defaultBrand);
  const email = await PostalMime.parse(raw);
  expect(email.to).toHaveLength(1);
  expect(email.cc ?? email.bcc).toBeUndefined();

  const from = "Watchword <sign-in@watchword.example>";
  const [message] = await listMailbox(folder, { to: mail.to });
  expect(message).toMatchObject({ id: mail.id, to: mail.to, from, subject, html, text });
  expect(message?.headers).toMatchObject({
    "auto-submitted": "auto-generated",
    "x-auto-response-suppress": "All",
    "x-entity-ref-id": mail.id,
    "message-id": `<${mail.id}@watchword.example>`,
  });
  expect(message?.sentAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

test("only the owner can read the folder and its files", async () => {
  const file = await deliver();
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test("a retry replaces its own file and leaves no other", async () => {
  await deliver();
  await deliver({ ...codeAndPhrase, phrase: "quiet heron" });
  expect(await readdir(folder)).toEqual([`${codeAndPhrase.id}.eml`]);
  expect((await listMailbox(folder))[0]?.text).toContain("quiet heron");
});

test("nobody sees half a mail while it is being replaced", async () => {
  await deliver();
  const writes = Promise.all(Array.from({ length: 20 }, () => deliver()));
  for (let read = 0; read < 20; read++) {
    expect((await listMailbox(folder))[0]?.html).toContain("</html>");
  }
  await writes;
});

test("mails are listed newest first, by address and up to a limit", async () => {
  const recipients = ["ada@example.com", "grace@example.com", "ada@example.com"];
  const mails = recipients.map((to) => ({ ...codeAndPhrase, to, id: randomUUID() }));
  for (const [at, mail] of mails.entries()) await utimes(await deliver(mail), at, at);
  const [first, second, third] = mails.map(({ id }) => id);

  const ids = async (options?: { to?: string; limit?: number }) =>
    (await listMailbox(folder, options)).map(({ id }) => id);
  expect(await ids()).toEqual([third, second, first]);
  expect(await ids({ to: "ada@example.com" })).toEqual([third, first]);
  expect(await ids({ to: "ada@example.com", limit: 1 })).toEqual([third]);
  expect(await ids({ to: "da@example.com" })).toEqual([]);
});

test("a folder that isn't there yet is an empty mailbox", async () => {
  expect(await listMailbox(folder)).toEqual([]);
  expect(await readMailboxMessage(folder, codeAndPhrase.id)).toBeNull();
});

test("a folder that can't be written to can be repaired while the process runs", async () => {
  await writeFile(join(parent, "data"), "a file");
  const message = await writeMail(codeAndPhrase, { brand: defaultBrand, from: "a@b.example" });
  const result = await mailboxProvider(folder).deliver(message, new AbortController().signal);
  expect(result).toMatchObject({ ok: false, problem: "temporary", reason: "mailbox: ENOTDIR" });
});

test("half-written, broken and foreign files are skipped", async () => {
  const whole = await readFile(await deliver());
  const put = (name: string, content: string | Buffer) => writeFile(join(folder, name), content);
  for (const share of [0, 0.01, 0.3, 0.6, 0.999]) {
    await put(`${randomUUID()}.eml`, whole.subarray(0, Math.floor(whole.length * share)));
  }
  await put(`${randomUUID()}.eml`, "not a mail --");
  await put(`${randomUUID()}.eml`, Buffer.from([0xff, 0xfe, 0x00, 0x2d, 0x2d]));
  await put("notes.eml", whole);
  await put(`${codeAndPhrase.id}.eml.draft`, whole);
  await put(".DS_Store", "");
  await mkdir(join(folder, `${randomUUID()}.eml`));
  expect((await listMailbox(folder)).map(({ id }) => id)).toEqual([codeAndPhrase.id]);
});

test.each([
  "../secret",
  "..%2fsecret",
  `${codeAndPhrase.id}/../../secret`,
  `../${codeAndPhrase.id}`,
  "",
  "a\0b",
])("the id %j reads and writes nothing", async (id) => {
  const whole = await readFile(await deliver());
  await writeFile(join(folder, "..", "secret.eml"), whole);
  await writeFile(join(folder, "..", `${codeAndPhrase.id}.eml`), whole);
  expect(await readMailboxMessage(folder, id)).toBeNull();
  await expect(deliver({ ...codeAndPhrase, id })).rejects.toThrow("UUID");
  expect(await readdir(folder)).toEqual([`${codeAndPhrase.id}.eml`]);
});
