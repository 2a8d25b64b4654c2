import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PostalMime, { type Email } from "postal-mime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emailOtp } from "../previews/challenge-fixtures.ts";
import { type Brand, type BrandImage, defaultBrand } from "../src/brand.ts";
import { listMailbox, mailboxProvider } from "../src/mailbox.ts";
import { resendProvider } from "../src/resend.ts";
import { smtpProvider } from "../src/smtp.ts";
import { startResendServer, startSmtpServer } from "../src/testing/testing.ts";
import { writeMail } from "../src/write.ts";
import { NEVER } from "./outgoing.ts";

// A pixel in each of two colours: what matters is that the bytes arrive.
const image = (colour: string): BrandImage => ({
  type: "image/png",
  base64: Buffer.from(`a drawing in ${colour}`).toString("base64"),
  width: 320,
  height: 64,
});
const drawn = { light: image("black"), dark: image("white") };
const brand: Brand = { ...defaultBrand, name: "Acme", logo: { page: drawn, mail: drawn } };

const write = (of: Brand) =>
  writeMail(emailOtp.codeAndPhrase, { brand: of, from: "Acme <sign-in@acme.example>" });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "logo-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** The bytes of the images that a mail's HTML shows, as its reader finds them. */
function shownIn({ html, attachments }: Email): string[] {
  const ids = html?.match(/(?<=src="cid:)[^"]+/g) ?? [];
  return ids.map((id) => {
    const attached = attachments.find(({ contentId }) => contentId === `<${id}>`);
    expect(attached).toMatchObject({ mimeType: "image/png", disposition: "inline" });
    return Buffer.from(attached?.content as ArrayBuffer).toString();
  });
}

describe("a logo as an image", () => {
  test("is in the mail, which names it by its content, with the product's name for people who see no images", async () => {
    const { html } = await write(brand);
    expect(html.match(/<img[^>]*>/g)).toHaveLength(2);
    expect(html.match(/alt="Acme"/g)).toHaveLength(2);
    expect(html.match(/<img[^>]*height="32"[^>]*width="160"/g)).toHaveLength(2);
    expect(html).not.toContain("preload");
    expect(html).not.toContain("data:");
  });

  test("arrives over SMTP", async () => {
    const server = await startSmtpServer();
    const provider = smtpProvider({ url: server.url });
    expect(await provider.deliver(await write(brand), NEVER)).toMatchObject({ ok: true });
    const raw = server.received[0]?.raw ?? "";
    expect(raw).toContain("multipart/related");
    expect(shownIn(await PostalMime.parse(raw))).toEqual([
      "a drawing in black",
      "a drawing in white",
    ]);
    provider.close();
    await server.close();
  });

  test("arrives at Resend", async () => {
    const server = await startResendServer();
    const message = await write(brand);
    const provider = resendProvider({ apiKey: server.apiKey, baseUrl: server.url });
    expect(await provider.deliver(message, NEVER)).toMatchObject({ ok: true });
    expect(server.accepted.get(message.id)?.body.attachments).toEqual(
      message.images?.map(({ id, fileName, type, base64 }) => ({
        content_id: id,
        filename: fileName,
        content_type: type,
        content: base64,
      })),
    );
    await server.close();
  });

  test("is shown by the mailbox", async () => {
    const message = await write(brand);
    await mailboxProvider(folder).deliver(message, NEVER);
    const raw = await readFile(join(folder, `${message.id}.eml`));
    expect(shownIn(await PostalMime.parse(raw))).toHaveLength(2);
    const [{ html } = { html: "" }] = await listMailbox(folder);
    expect(html).not.toContain("cid:");
    expect(html).toContain(`src="data:image/png;base64,${drawn.light.base64}"`);
  });

  test("changes to its dark version in dark mode, if there is one", async () => {
    expect((await write(brand)).html).toMatch(
      /@media \(prefers-color-scheme:dark\)\{\.logo\{display:none!important\}\.logo-dark\{display:block/,
    );
    const logo = { page: drawn, mail: { light: drawn.light, dark: null } };
    const { html, images } = await write({ ...brand, logo });
    expect(html).not.toContain("logo-dark");
    expect(images).toHaveLength(1);
  });

  test("is replaced by the product's name if mails have none", async () => {
    const { html, images } = await write({ ...brand, logo: { page: drawn, mail: null } });
    expect(html).not.toContain("<img");
    expect(html).toMatch(/>Acme<\/p>/);
    expect(images).toBeUndefined();
  });
});
