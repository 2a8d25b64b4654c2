import { describe, expect, test } from "vitest";
import { emailOtp } from "../previews/challenge-fixtures.ts";
import { defaultBrand } from "../src/brand.ts";
import { renderMail } from "../src/render.tsx";
import { partsOf, rendered, wordsOf } from "./reading.ts";

const { codeAndPhrase, longest, resent, unknownDevice } = emailOtp;

test("the subject carries the product's own name", async () => {
  const { subject } = await renderMail(codeAndPhrase, { ...defaultBrand, name: "Acme" });
  expect(subject).toBe("482915 is your Acme sign-in code");
});

describe("the lifetimes in a mail", () => {
  test("are counted from when the mail was resolved to the stored expiry", async () => {
    for (const part of await partsOf(codeAndPhrase)) {
      expect(part).toContain("It works for 10 minutes.");
      expect(part).toContain("The link works for 20 minutes.");
    }
  });

  test("shrink in a resent mail, whose end stays", async () => {
    for (const part of await partsOf(resent)) {
      expect(part).toContain("It works for 4 minutes.");
      expect(part).toContain("The link works for 14 minutes.");
    }
  });
});

describe("both parts of a mail", () => {
  test("say the same, in the same order: code, lifetime, where, phrase, link, who asked, not you", async () => {
    const order = [
      "482915",
      "for 10 minutes",
      "Enter it only on",
      "amber otter",
      "Sign in",
      "for 20 minutes",
      "Firefox on macOS",
      "Lisbon, PT",
      "20 November 2026 at 14:22 UTC",
      "Not you?",
      "You can ignore this email. No one can sign in without it. Never share this code. We’ll never ask for it.",
      "ada@example.com",
      "@watchword.example #482915",
    ];
    for (const part of await partsOf(codeAndPhrase)) {
      const places = order.map((words) => part.indexOf(words));
      expect(places).not.toContain(-1);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }
  });

  test("leave out a place that isn't known", async () => {
    for (const part of await partsOf(unknownDevice)) expect(part).not.toMatch(/^From\b/m);
  });

  test("never show what a client says about itself as a link or as a second line", async () => {
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

test("the longest values are escaped and not shortened", async () => {
  const to = "o'neil&sons@example.com";
  const { html } = await rendered({ ...longest, to, phrase: "<b>bold</b> otter" });
  expect(wordsOf(html)).toContain("Sent to o'neil&amp;sons@example.com");
  expect(html).toContain("&lt;b&gt;bold&lt;/b&gt; otter");
  expect(html).toContain(longest.link.url);
});
