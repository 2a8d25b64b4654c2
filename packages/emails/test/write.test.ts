import type { Mail } from "@watchword/db/mail-queue";
import { expect, test } from "vitest";
import { emailOtp } from "../previews/challenge-fixtures.ts";
import { exampleBrand } from "../previews/example-brand.ts";
import { newSignIn } from "../previews/letter-fixtures.ts";
import { defaultBrand } from "../src/brand.ts";
import { composeMime } from "../src/mime.ts";
import { writeMail } from "../src/write.ts";

const { codeAndPhrase } = emailOtp;
const from = "Watchword <sign-in@watchword.example>";

const written = (mail: Mail = codeAndPhrase, brand = defaultBrand) =>
  writeMail(mail, { brand, from });

test("a mail goes out with its row's id, its one recipient and the automatic mail's headers", async () => {
  expect(await written()).toMatchObject({
    id: codeAndPhrase.id,
    from,
    to: "ada@example.com",
    subject: "482915 is your Watchword sign-in code",
    headers: {
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      "X-Entity-Ref-ID": codeAndPhrase.id,
      "Message-ID": `<${codeAndPhrase.id}@watchword.example>`,
      "Content-Language": "en",
    },
  });
});

test("the support address is named in the mail, and replies go to it", async () => {
  const { headers, html, text } = await written(codeAndPhrase, exampleBrand);
  expect(headers["Reply-To"]).toBe("help@nordlicht.example");
  for (const part of [html, text]) expect(part).toContain("Write to help@nordlicht.example");
  expect(html).toContain("nordlicht ✦");
  expect((await written()).headers).not.toHaveProperty("Reply-To");
});

test("a mail says in its header which language it is in", async () => {
  const { headers, subject } = await written({ ...codeAndPhrase, locale: "de" });
  expect(headers["Content-Language"]).toBe("de");
  expect(subject).toBe("482915 ist Ihr Watchword-Anmeldecode");
});

test("a mail expires when the first of its code and links expires", async () => {
  const { code, link } = codeAndPhrase;
  if (!code) throw new Error("The fixture carries a code.");
  expect(code.expiresAt.getTime()).toBeLessThan(link.expiresAt.getTime());
  expect(await written()).toMatchObject({
    writtenAt: codeAndPhrase.resolvedAt.toISOString(),
    expiresAt: code.expiresAt.toISOString(),
  });
  expect(await written({ ...codeAndPhrase, code: null })).toMatchObject({
    expiresAt: link.expiresAt.toISOString(),
  });
  expect(await written(newSignIn.known)).toMatchObject({ expiresAt: null });
});

test("a mail's code and link are passed along for apps that write their own mails", async () => {
  const { code, link } = codeAndPhrase;
  expect(await written()).toMatchObject({ code: code?.digits, link: link.url });
  const linkAlone = await written({ ...codeAndPhrase, code: null });
  expect(linkAlone).toMatchObject({ link: link.url });
  expect(linkAlone).not.toHaveProperty("code");
  expect(await written(newSignIn.known)).not.toHaveProperty("link");
});

test("a mail is sent as the same bytes each time", async () => {
  const message = await written();
  expect(await composeMime(message)).toEqual(await composeMime({ ...message }));
});

test.each([
  "ada@example.com, eve@example.com",
  "ada@example.com;eve@example.com",
  "ada@example.com\r\nBcc: eve@example.com",
  "ada@example.com\neve@example.com",
  '"ada@example.com,eve"@example.com',
  "Ada <ada@example.com>",
  "ada@example.com@evil.example",
  "ada@[127.0.0.1]",
  "team: ada@example.com",
  "ada @example.com",
  "ada@example.com\u200b",
  "ada",
  "",
])("the recipient %j is refused, by every transport", async (to) => {
  const message = await written();
  await expect(written({ ...codeAndPhrase, to })).rejects.toThrow("exactly one plain address");
  await expect(composeMime({ ...message, to })).rejects.toThrow("exactly one plain address");
});

test("a line break in the product's name starts no header", async () => {
  const message = await written(codeAndPhrase, {
    ...defaultBrand,
    name: "Acme\r\nBcc: eve@example.com",
  });
  expect(message.subject).toBe("482915 is your Acme Bcc: eve@example.com sign-in code");
  const raw = await composeMime({ ...message, subject: "Hi\r\nBcc: eve@example.com" });
  const [headers] = raw.toString().split("\r\n\r\n");
  expect(headers).not.toMatch(/^bcc:/im);
});

test("a sender without a domain is refused", async () => {
  const options = { brand: defaultBrand, from: "nobody" };
  await expect(writeMail(codeAndPhrase, options)).rejects.toThrow("names no domain");
});
