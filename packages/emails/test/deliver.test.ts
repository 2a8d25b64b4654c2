import { expect, test } from "vitest";
import { emailOtp } from "../previews/challenge-fixtures.ts";
import { defaultBrand } from "../src/brand.ts";
import { renderAndDeliver } from "../src/deliver.ts";
import { composeMime } from "../src/mime.ts";
import type { OutgoingMail } from "../src/transport.ts";

const { codeAndPhrase } = emailOtp;
const from = "Watchword <sign-in@watchword.example>";

async function delivered(mail = codeAndPhrase, brand = defaultBrand): Promise<OutgoingMail> {
  const taken: OutgoingMail[] = [];
  await renderAndDeliver(mail, {
    brand,
    from,
    transport: async (message) => void taken.push(message),
  });
  expect(taken).toHaveLength(1);
  return taken[0] as OutgoingMail;
}

test("a mail goes out with its row's id, its one recipient and the automatic mail's headers", async () => {
  expect(await delivered()).toMatchObject({
    id: codeAndPhrase.id,
    from,
    to: "ada@example.com",
    subject: "482915 is your Watchword sign-in code",
    headers: {
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      "X-Entity-Ref-ID": codeAndPhrase.id,
      "Message-ID": `<${codeAndPhrase.id}@watchword.example>`,
    },
  });
});

test("what the transport refuses reaches the caller", async () => {
  const transport = () => Promise.reject(new Error("550 no such user"));
  await expect(
    renderAndDeliver(codeAndPhrase, { brand: defaultBrand, from, transport }),
  ).rejects.toThrow("550");
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
  const message = await delivered();
  await expect(delivered({ ...codeAndPhrase, to })).rejects.toThrow("exactly one plain address");
  expect(() => composeMime({ ...message, to })).toThrow("exactly one plain address");
});

test("a line break in the product's name starts no header", async () => {
  const message = await delivered(codeAndPhrase, {
    ...defaultBrand,
    name: "Acme\r\nBcc: eve@example.com",
  });
  expect(message.subject).toBe("482915 is your Acme Bcc: eve@example.com sign-in code");
  const raw = await composeMime({ ...message, subject: "Hi\r\nBcc: eve@example.com" });
  const [headers] = raw.toString().split("\r\n\r\n");
  expect(headers).not.toMatch(/^bcc:/im);
});

test("a sender without a domain is refused", async () => {
  const options = { brand: defaultBrand, from: "nobody", transport: async () => {} };
  await expect(renderAndDeliver(codeAndPhrase, options)).rejects.toThrow("names no domain");
});
