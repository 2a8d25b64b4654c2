import { describe, expect, it } from "vitest";
import { normalizeEmail } from "../src/email-address/email-address.ts";
import { mailboxOf } from "../src/email-address/mail-hosts.ts";

describe("an email address", () => {
  it.each([
    [" Ada@Example.COM ", "ada@example.com"],
    ["ada+code@example.co.uk", "ada+code@example.co.uk"],
    ["ada@bücher.example", "ada@xn--bcher-kva.example"],
    ["josé@example.com", "josé@example.com"],
    ["\u212Aevin@example.com", "kevin@example.com"],
    ["o'brien@example.com", "o'brien@example.com"],
    ["ａｄａ＋ｃｏｄｅ@ｅｘａｍｐｌｅ．ｃｏｍ", "ada+code@example.com"],
    ["ａｄａ＠ｅｘａｍｐｌｅ．ｃｏｍ", "ada@example.com"],
    ["ada@example。com", "ada@example.com"],
    ["ada@🍕.example", "ada@xn--vi8h.example"],
    ["ada@i❤️.example", "ada@xn--i-7iq.example"],
    ["ada@paral·lel.example", "ada@xn--parallel-koa.example"],
    ["ada@ア・ア.example", "ada@xn--ccka0y.example"],
    ["İPEK@GMAİL.COM", "ipek@gmail.com"],
    ["I\u0307pek@example.com", "ipek@example.com"],
    ["ada@example.com.", "ada@example.com"],
    ["\u00A0ada@example.com\u00A0\u200B", "ada@example.com"],
    ["\u2068ada@example.com\u2069", "ada@example.com"],
    ["\uFEFFada@example.com", "ada@example.com"],
    ["mailto:ada@example.com?subject=Hello", "ada@example.com"],
    ["<ada@example.com>", "ada@example.com"],
    ["a..b@docomo.ne.jp", "a..b@docomo.ne.jp"],
    ["a.@docomo.ne.jp", "a.@docomo.ne.jp"],
    ["คํา@example.com", "คำ@example.com"],
  ])("%j is %j, and stays so", (typed, normalized) => {
    expect(normalizeEmail(typed)).toBe(normalized);
    expect(normalizeEmail(normalized)).toBe(normalized);
  });

  it.each([
    "",
    "ada",
    "@example.com",
    "ada@",
    "ada@localhost",
    "ada@@example.com",
    "a b@example.com",
    "ada@example.com,eve@example.com",
    "ada@example.com;eve@example.com",
    "Ada <ada@example.com>",
    '"ada"@example.com',
    "ada@[127.0.0.1]",
    "ada＠lovelace@example.com",
    "ada@example.com\r\nBcc: eve@example.com",
    "ada\u0000@example.com",
    ".ada@example.com",
    "ada..l@example.com",
    "ada@-example.com",
    "ada@example..com",
    "ada@exa%6dple.com",
    "ada@127.0.0.1",
    `${"a".repeat(65)}@example.com`,
    `ada@${"a".repeat(64)}.com`,
    `ada@${"abc.".repeat(80)}com`,
    "a".repeat(1e6),
    "<ada@example.com",
    "mailto:ada@example.com,eve@example.com",
    ".a@docomo.ne.jp",
    "a.@example.com",
    "ada@tele™.example",
    "ada@Ⓜ.example",
    "𝐚nn@example.com",
    "ﬁona@example.com",
    "ſam@example.com",
    "ann²@example.com",
    "ｱnn@example.com",
    ...[
      "\u034F",
      "\u115F",
      "\u3164",
      "\uFFA0",
      "\u17B5",
      "\u180B",
      "\uFE0F",
      "\u{E0100}",
      "\u{E0061}",
      "\u200B",
    ].map((unseen) => `ann${unseen}@example.com`),
  ])("%j isn't one", (typed) => expect(normalizeEmail(typed)).toBeNull());
});

describe("the mailbox of an address", () => {
  it.each([
    ["ada@example.com", "ada@example.com", false],
    ["ada+shop@example.com", "ada@example.com", true],
    ["+ada@example.com", "+ada@example.com", false],
    ["ada-shop@example.com", "ada-shop@example.com", false],
    ["a.d.a@googlemail.com", "ada@gmail.com", false],
    ["a.da+shop@gmail.com", "ada@gmail.com", true],
    ["a.da@example.com", "a.da@example.com", false],
    ["ada-shop@yahoo.co.uk", "ada@yahoo.co.uk", true],
    ["ada+shop@yahoo.com", "ada@yahoo.com", true],
    ["ada-shop@ymail.com", "ada@ymail.com", true],
    ["ada+1-2@aol.com", "ada@aol.com", true],
    ["-ada@yahoo.com", "-ada@yahoo.com", false],
    ["ada@me.com", "ada@icloud.com", false],
    ["a_d.a@pm.me", "ada@proton.me", false],
    ["shop@ada.fastmail.com", "ada@fastmail.com", true],
    ["ada.lovelace@ya.ru", "adalovelace@yandex.ru", false],
    ["....@docomo.ne.jp", "....@docomo.ne.jp", false],
  ])("%s is %s", (email, mailbox, tagged) => {
    expect(mailboxOf(email)).toEqual({ mailbox, tagged });
  });
});
