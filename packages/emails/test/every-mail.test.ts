import { describe, expect, test } from "vitest";
import { defaultBrand } from "../src/brand.ts";
import { copyOf } from "../src/copy.ts";
import { renderMail } from "../src/render.tsx";
import { device, lifetime, moment } from "../src/words.ts";
import {
  everyMail,
  expiriesOf,
  hrefsOf,
  partsOf,
  rendered,
  urlsOf,
  translatorOf,
  wordsOf,
} from "./reading.ts";

describe.each(everyMail)("the mail %s", (_, mail) => {
  const isRightToLeft = mail.locale === "ar";
  const digits = "code" in mail ? mail.code?.digits : undefined;

  test("says everything that it got in both parts", async () => {
    const { requestedBy, resolvedAt, to } = mail;
    const translator = translatorOf(mail);
    const ends = expiriesOf(mail).map((end) => lifetime(translator, end, resolvedAt));
    const facts = [...ends, moment(translator, resolvedAt)];
    // An operator who invites doesn't say from where.
    if (mail.kind !== "invitation")
      facts.push(device(translator, requestedBy), requestedBy.place ?? "");
    if ("phrase" in mail && mail.phrase) facts.push(mail.phrase);
    for (const part of await partsOf(mail)) {
      for (const fact of [...facts, to, digits ?? ""]) expect(part).toContain(fact);
    }
  });

  test("spells its links out only in its text: its HTML has them behind words", async () => {
    const { html, text } = await rendered(mail);
    for (const url of urlsOf(mail)) expect(text.split("\n")).toContain(url);
    expect(new Set(hrefsOf(html))).toEqual(new Set(urlsOf(mail)));
    expect(wordsOf(html)).not.toContain("://");
  });

  test("has all the words of its HTML in its text, except its head and what to do without a button", async () => {
    const { html, text } = await rendered(mail);
    const translator = translatorOf(mail);
    const apart = [copyOf(mail, translator).kind, translator.t("link.no-button")];
    const words = wordsOf(html).replaceAll("&amp;", "&").split("\n").filter(Boolean);
    expect(words.shift()?.replace(/[\u2068\u2069]/g, "")).toBe(defaultBrand.name);
    expect(words.filter((line) => !apart.includes(line) && !text.includes(line))).toEqual([]);
  });

  test("leaves out what isn't known", async () => {
    for (const part of await partsOf(mail)) expect(part).not.toMatch(/\bnull\b|undefined|NaN|[{}]/);
  });

  test("has a secret in its subject only if that is a code", async () => {
    const { subject } = await rendered(mail);
    expect(subject.match(/\p{Nd}+/gu) ?? []).toEqual(digits ? [digits] : []);
    expect(subject.startsWith(digits ?? "")).toBe(true);
    expect(subject).not.toMatch(/https?:|Zk3vQ8|@|\p{C}/u);
    expect(subject.length).toBeLessThanOrEqual(70);
  });

  test("has its code once by itself, as one text node from left to right, and once at its end", async () => {
    const { html, text } = await rendered(mail);
    if (!digits) return expect(html).not.toContain("font-size:32px");
    expect(
      html.match(new RegExp(`dir="ltr"[^>]*font-size:32px[^>]*>${digits}</p>`, "g")),
    ).toHaveLength(1);
    expect(wordsOf(html).split(digits)).toHaveLength(3);
    expect(text).toMatch(new RegExp(`[:：]\\s?${digits}\n`));
  });

  test("writes numbers in the digits that a code has", async () => {
    const { subject, html, text } = await rendered(mail);
    expect(subject + html + text).not.toMatch(/(?![0-9])\p{Nd}/u);
  });

  test("declares its language, and is laid out in that language's direction", async () => {
    const { html } = await rendered(mail);
    const direction = isRightToLeft ? "rtl" : "ltr";
    expect(html).toMatch(new RegExp(`<html[^>]* lang="${mail.locale}"`));
    expect(html).toMatch(new RegExp(`<html[^>]* dir="${direction}"`));
    const turned = html.match(/<(p|h1|h2)\b[^>]*>/g)?.filter((tag) => tag.includes('dir="rtl"'));
    const blocks = html.match(/<(p|h1|h2)\b/g) ?? [];
    expect(turned).toHaveLength(isRightToLeft ? blocks.length - (digits ? 2 : 0) : 0);
    expect(html.includes("\u2068")).toBe(isRightToLeft);
  });

  test("loads nothing from any server, and links only to its own links", async () => {
    const { html, text } = await rendered(mail);
    const body = html.replace(/^<!DOCTYPE[^>]*>/, "");
    const urls = `${body} ${text}`.match(/\b[a-z]+:\/\/[^\s"<]+/gi);
    expect(new Set(urls)).toEqual(new Set(urlsOf(mail)));
    expect(body).not.toMatch(/\ssrc=|url\(|@import|@font-face|<(img|link|script|iframe|form)\b/i);
  });

  test("tells clients not to turn its digits into links, and that it supports dark mode", async () => {
    const { html } = await rendered(mail);
    expect(html).toMatch(/<meta name="format-detection" content="telephone=no,/);
    expect(html).toContain('<meta name="color-scheme" content="light dark"/>');
    expect(html).toContain("@media (prefers-color-scheme:dark)");
  });

  test("has one headline, is small, and has no gap in its text", async () => {
    const { html } = await rendered(mail);
    expect(html.match(/<h1\b/g)).toHaveLength(1);
    // Gmail cuts a mail off at 102 kB.
    expect(Buffer.byteLength(html)).toBeLessThan(25_000);
    expect(html).not.toContain("<!-- -->");
  });

  test("marks its code, phrase, recipient and links as not to be translated", async () => {
    const { html } = await rendered(mail);
    const [body = ""] = /<body.*<\/body>/s.exec(html) ?? [];
    const shown = body
      .replace(/<div[^>]*data-skip-in-text.*?<\/div>/gs, "")
      .replace(/<(\w+)[^>]* translate="no"[^>]*>[^<]*<\/\1>/g, "");
    const phrase = "phrase" in mail ? mail.phrase : null;
    for (const secret of [digits, phrase, ...urlsOf(mail)].filter(Boolean))
      expect(shown.replace(/<[^>]+>/g, "\n")).not.toContain(secret);
    const kept = html.match(/translate="no"[^>]*>[^<]*/g) ?? [];
    expect(kept.join("\n")).toContain(mail.to);
  });

  test("renders to the same bytes again", async () => {
    expect(await renderMail(structuredClone(mail), defaultBrand)).toEqual(await rendered(mail));
  });
});
