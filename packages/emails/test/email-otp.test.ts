import type { ChallengeMail } from "@watchword/db/mail-queue";
import { describe, expect, test } from "vitest";
import * as fixtures from "../previews/fixtures.ts";
import { defaultBrand } from "../src/brand.ts";
import { renderMail } from "../src/render.tsx";

const { codeAndPhrase, codeWithoutPhrase, linkAlone, longest, resent, unknownDevice } = fixtures;
const states = Object.entries(fixtures);

const rendered = (mail: ChallengeMail) => renderMail(mail, defaultBrand);

function wordsOf(html: string): string {
  return html
    .replace(/<(head|style).*?<\/\1>|<!--.*?-->/gs, "")
    .replace(/<[^>]+>/g, "\n")
    .replace(/&#x27;/g, "'")
    .replace(/\s*\n\s*/g, "\n");
}

describe("the subject", () => {
  test("begins with the code, contiguous", async () => {
    expect((await rendered(codeAndPhrase)).subject).toBe("482915 is your Watchword sign-in code");
  });

  test("names the link where there is no code", async () => {
    expect((await rendered(linkAlone)).subject).toBe("Your Watchword sign-in link");
  });

  test("carries the product's own name", async () => {
    const { subject } = await renderMail(codeAndPhrase, { ...defaultBrand, name: "Acme" });
    expect(subject).toBe("482915 is your Acme sign-in code");
  });
});

describe("the code", () => {
  test("is in the HTML once, as one text node, right after the word code", async () => {
    const { html } = await rendered(codeAndPhrase);
    expect(html.split("482915")).toHaveLength(2);
    expect(html).toMatch(/>Your sign-in code<\/h1><p [^>]*>482915<\/p>/);
  });

  test("is set in 32 px monospace", async () => {
    const { html } = await rendered(codeAndPhrase);
    const style = /style="([^"]*)">482915</.exec(html)?.[1];
    expect(style).toContain("font-size:32px");
    expect(style).toContain("monospace");
  });

  test("is nowhere in a mail that carries the link alone, which says why", async () => {
    const { html, text } = await rendered(linkAlone);
    expect(html + text).not.toContain("482915");
    for (const part of [wordsOf(html), text]) expect(part).toContain("There is no code this time.");
  });
});

describe("the lifetimes", () => {
  test("are counted from when the mail was resolved to the stored expiry", async () => {
    for (const part of Object.values(await rendered(codeAndPhrase)).slice(1)) {
      expect(part).toContain("It works for 10 minutes, until 14:32 UTC.");
      expect(part).toContain("The link works for 20 minutes, until 14:42 UTC.");
    }
  });

  test("shrink in a resent mail, whose end stays", async () => {
    for (const part of Object.values(await rendered(resent)).slice(1)) {
      expect(part).toContain("It works for 4 minutes, until 14:32 UTC.");
      expect(part).toContain("The link works for 14 minutes, until 14:42 UTC.");
    }
  });
});

describe("both parts", () => {
  test("say the same, in the same order: phrase, code, lifetime, link, who asked, not you", async () => {
    const { html, text } = await rendered(codeAndPhrase);
    const order = [
      "amber otter",
      "482915",
      "until 14:32 UTC",
      codeAndPhrase.link.url,
      "until 14:42 UTC",
      "Firefox on macOS",
      "Lisbon, PT",
      "20 November 2026, 14:22 UTC",
      "Wasn’t you?",
      "Ignore this mail: nobody gets in without it. Never read the code to anyone.",
      "ada@example.com",
    ];
    const shown = wordsOf(html).slice(wordsOf(html).indexOf("Your security phrase"));
    for (const part of [shown, text]) {
      const places = order.map((words) => part.indexOf(words));
      expect(places).not.toContain(-1);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }
  });

  test("leave out what isn't known", async () => {
    for (const part of Object.values(await rendered(unknownDevice))) {
      expect(part).not.toMatch(/security phrase|\bnull\b|undefined|>From<|From:/);
    }
    expect((await rendered(codeWithoutPhrase)).html).not.toContain("security phrase");
  });

  test("never show a client's own words as a link or as a second line", async () => {
    const hostile = {
      browser: "Visit https://evil.example",
      os: "macOS\r\nYour account is locked",
      place: "Lisbon\n\nCall us\u202e now",
    };
    const { html, text } = await rendered({ ...codeAndPhrase, requestedBy: hostile });
    expect(html + text).not.toMatch(/evil|locked|\u202e/);
    expect(text).toContain("Device: Unknown\nFrom: Lisbon Call us now\n");
  });
});

describe.each(states)("the mail %s", (_, mail) => {
  test("asks nothing of any server and points to the link alone", async () => {
    const { html, text } = await rendered(mail);
    const body = html.replace(/^<!DOCTYPE[^>]*>/, "");
    const urls = `${body} ${text}`.match(/\b[a-z]+:\/\/[^\s"<]+/gi);
    expect(new Set(urls)).toEqual(new Set([mail.link.url]));
    expect(body).not.toMatch(/\ssrc=|url\(|@import|@font-face|<(img|link|script|iframe|form)\b/i);
  });

  test("tells clients to keep their hands off its digits, and that it knows dark mode", async () => {
    const { html } = await rendered(mail);
    expect(html).toMatch(/<meta name="format-detection" content="telephone=no,/);
    expect(html).toContain('<meta name="color-scheme" content="light dark"/>');
    expect(html).toContain("@media (prefers-color-scheme:dark)");
  });

  test("is small, and holds no hole in the middle of its text", async () => {
    const { html } = await rendered(mail);
    expect(Buffer.byteLength(html)).toBeLessThan(20_000);
    expect(html).not.toContain("<!-- -->");
  });

  test("renders to the same bytes again", async () => {
    expect(await rendered(mail)).toEqual(await rendered(structuredClone(mail)));
  });
});

test("what the longest values hold is escaped, not cut", async () => {
  const to = "o'neil&sons@example.com";
  const { html } = await rendered({ ...longest, to, phrase: "<b>bold</b> otter" });
  expect(wordsOf(html)).toContain("Sent to o'neil&amp;sons@example.com");
  expect(html).toContain("&lt;b&gt;bold&lt;/b&gt; otter");
  expect(html).toContain(longest.link.url);
});
