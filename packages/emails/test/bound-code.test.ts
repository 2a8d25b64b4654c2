import type { ChallengeMail } from "@watchword/db/mail-queue";
import PostalMime from "postal-mime";
import { describe, expect, test } from "vitest";
import { emailOtp } from "../previews/challenge-fixtures.ts";
import { defaultBrand } from "../src/brand.ts";
import { composeMime } from "../src/mime.ts";
import { writeMail } from "../src/write.ts";
import { everyMail, rendered, wordsOf } from "./reading.ts";

const { code } = emailOtp;

/** What a client that fills in codes reads: https://wicg.github.io/sms-one-time-codes/#parsing. */
function read(message: string) {
  const last = message.split(/\r\n|\r|\n/).at(-1) ?? "";
  const [, host, digits] = /^@([a-z0-9.-]+) #([0-9]+)$/.exec(last) ?? [];
  return digits ? { host, digits } : null;
}

function linkedTo(url: string): ChallengeMail {
  return { ...code, link: { ...code.link, url } };
}

describe.each(everyMail)("the mail %s", (_, mail) => {
  const own = "code" in mail && mail.code ? mail : null;
  const url = own?.link.url;
  const bound = url ? { host: new URL(url).hostname, digits: own?.code?.digits } : null;

  test("ends both parts with its code and the host, if it has a code", async () => {
    const { html, text } = await rendered(mail);
    expect(read(text)).toEqual(bound);
    expect(read(wordsOf(html).trimEnd())).toEqual(bound);
  });
});

test("the line with the code is still the last one when the mail is read back", async () => {
  const written = await writeMail(code, { brand: defaultBrand, from: "a@watchword.example" });
  const raw = (await composeMime(written)).toString();
  expect(raw).toMatch(/\r\n@watchword\.example #482915\r\n--/);
  const { text = "" } = await PostalMime.parse(raw);
  // The line break before the boundary belongs to the boundary (RFC 2046, 5.1.1); this parser keeps it.
  expect(read(text.replace(/\n$/, ""))).toEqual({ host: "watchword.example", digits: "482915" });
});

test("the host beside the code has neither scheme nor port, and is spelled as in the DNS", async () => {
  const lineOf = async (url: string) => (await rendered(linkedTo(url))).text.split("\n").at(-1);
  expect(await lineOf("http://localhost:3000/x")).toBe("@localhost #482915");
  expect(await lineOf("https://Accounts.Acme.example:8443/x")).toBe(
    "@accounts.acme.example #482915",
  );
  expect(await lineOf("https://bücher.example/x")).toBe("@xn--bcher-kva.example #482915");
});

test("people see the host as their browser shows it", async () => {
  const { text } = await rendered(linkedTo("https://xn--bcher-kva.example/x"));
  expect(text).toContain("Enter it only on bücher.example.");
});
