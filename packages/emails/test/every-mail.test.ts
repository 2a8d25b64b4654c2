import { describe, expect, test } from "vitest";
import { device, moment } from "../src/words.ts";
import { everyMail, expiriesOf, partsOf, rendered, urlsOf } from "./reading.ts";

describe.each(everyMail)("the mail %s", (_, mail) => {
  test("says in both parts all that it was given", async () => {
    const { requestedBy, resolvedAt, to } = mail;
    const ends = expiriesOf(mail).map((end) => `${end.toISOString().slice(11, 16)} UTC.`);
    const facts = [...urlsOf(mail), ...ends, device(requestedBy), moment(resolvedAt), to];
    if (requestedBy.place) facts.push(requestedBy.place);
    if ("code" in mail && mail.code) facts.push(mail.code.digits);
    if ("phrase" in mail && mail.phrase) facts.push(mail.phrase);
    for (const part of await partsOf(mail)) {
      for (const fact of facts) expect(part).toContain(fact);
    }
  });

  test("leaves out what isn't known", async () => {
    for (const part of await partsOf(mail)) expect(part).not.toMatch(/\bnull\b|undefined|NaN/);
  });

  test("holds a secret in its subject only if that is a code", async () => {
    const { subject } = await rendered(mail);
    const code = "code" in mail ? mail.code?.digits : undefined;
    expect(subject.match(/\d+/g) ?? []).toEqual(code ? [code] : []);
    expect(subject).not.toMatch(/https?:|wwl_|@/);
    expect(subject.length).toBeLessThanOrEqual(70);
  });

  test("asks nothing of any server and points to its own links alone", async () => {
    const { html, text } = await rendered(mail);
    const body = html.replace(/^<!DOCTYPE[^>]*>/, "");
    const urls = `${body} ${text}`.match(/\b[a-z]+:\/\/[^\s"<]+/gi);
    expect(new Set(urls)).toEqual(new Set(urlsOf(mail)));
    expect(body).not.toMatch(/\ssrc=|url\(|@import|@font-face|<(img|link|script|iframe|form)\b/i);
  });

  test("tells clients to keep their hands off its digits, and that it knows dark mode", async () => {
    const { html } = await rendered(mail);
    expect(html).toMatch(/<meta name="format-detection" content="telephone=no,/);
    expect(html).toContain('<meta name="color-scheme" content="light dark"/>');
    expect(html).toContain("@media (prefers-color-scheme:dark)");
  });

  test("has one headline, and is small, and holds no hole in the middle of its text", async () => {
    const { html } = await rendered(mail);
    expect(html.match(/<h1\b/g)).toHaveLength(1);
    // Gmail cuts a mail off at 102 kB.
    expect(Buffer.byteLength(html)).toBeLessThan(20_000);
    expect(html).not.toContain("<!-- -->");
  });

  test("renders to the same bytes again", async () => {
    expect(await rendered(mail)).toEqual(await rendered(structuredClone(mail)));
  });
});
