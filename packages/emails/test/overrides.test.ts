import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emailOtp } from "../previews/challenge-fixtures.ts";
import { defaultBrand } from "../src/brand.ts";
import { OWN_MAILS } from "../src/messages.ts";
import { readOverrides } from "../src/overrides/read.ts";
import { renderMail } from "../src/render.tsx";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "messages-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function problemsIn(name: string, text: string): string[] {
  writeFileSync(path.join(folder, name), text);
  const { problems } = readOverrides(folder, OWN_MAILS);
  rmSync(path.join(folder, name));
  return problems;
}

const inEnglish = (messages: object) => problemsIn("en.json", JSON.stringify(messages));

describe("a folder of messages", () => {
  test("replaces sentences of mails in one language, and leaves the others", async () => {
    writeFileSync(
      path.join(folder, "de.json"),
      JSON.stringify({ "email-otp": { unused: "Werfen Sie diese E-Mail von {brand} weg." } }),
    );
    const { overrides, problems } = readOverrides(folder, OWN_MAILS);
    rmSync(path.join(folder, "de.json"));
    expect(problems).toEqual([]);
    const german = await renderMail({ ...emailOtp.code, locale: "de" }, defaultBrand, overrides);
    expect(german.text).toContain("Werfen Sie diese E-Mail von Watchword weg.");
    expect(german.text).toContain("Ihr Anmeldecode");
    const french = await renderMail({ ...emailOtp.code, locale: "fr" }, defaultBrand, overrides);
    expect(french).toEqual(await renderMail({ ...emailOtp.code, locale: "fr" }, defaultBrand));
  });

  test("may name the brand in any mail, and leave it out of any", () => {
    expect(inEnglish({ "email-otp": { title: "Sign in", action: "Sign in to {brand}" } })).toEqual(
      [],
    );
  });

  test("overrides nothing if it doesn't exist", () => {
    expect(readOverrides(path.join(folder, "none"), OWN_MAILS)).toEqual({
      overrides: {},
      problems: [],
    });
  });

  test.each([
    [
      "a key that there isn't",
      { "email-otp": { titel: "x" } },
      "email-otp.titel: there is no such message",
    ],
    ["a sentence in place of several", { "email-otp": "x" }, "email-otp: there is no such message"],
    [
      "several in place of a sentence",
      { "email-otp": { title: { a: "x" } } },
      "email-otp.title.a: there is no such message",
    ],
    [
      "nothing in place of a sentence",
      { "email-otp": { title: {} } },
      "email-otp.title: isn't a message",
    ],
    [
      "a number in a style of its own",
      { time: { minutes: "{count, number, ::currency/ZZZZ}" } },
      /time\.minutes: .*\{count\} has a form that isn't supported/,
    ],
    ["an empty sentence", { "email-otp": { title: " " } }, "email-otp.title: is empty"],
    [
      "an unknown argument",
      { "email-otp": { title: "{name}" } },
      "email-otp.title: takes no {name}",
    ],
    ["a missing argument", { footer: { "sent-to": "Sent" } }, "footer.sent-to: needs {to}"],
    [
      "a link that there isn't",
      { footer: { "sent-to": "<b>{to}</b>" } },
      "footer.sent-to: takes no <b>",
    ],
    [
      "a number that is none",
      { footer: { "sent-to": "{to, number}" } },
      "footer.sent-to: {to} isn't a number",
    ],
    [
      "a form of its own",
      { footer: { "sent-to": "{to, select, other {x}}" } },
      "footer.sent-to: {to} has a form that isn't supported",
    ],
    [
      "a plural without a form",
      { time: { days: "{count, plural, other {#}}" } },
      "time.days: a plural lacks the form one",
    ],
    ["broken braces", { time: { days: "{count" } }, /^time\.days: isn't a valid ICU message/],
    ["something else than text", { time: { days: 3 } }, "isn't an object of messages"],
  ])("is reported to have %s", (_, messages, problem) => {
    const [only, ...others] = inEnglish(messages).map((line) => line.replace("en.json: ", ""));
    expect(others).toEqual([]);
    if (typeof problem === "string") expect(only).toBe(problem);
    else expect(only).toMatch(problem);
  });

  test("gets every problem reported at once, with the plural forms of a language", () => {
    const arabic = { time: { days: "{count, plural, one {#} other {#}}", dayz: "x" } };
    expect(problemsIn("ar.json", JSON.stringify(arabic))).toEqual([
      "ar.json: time.days: a plural lacks the form zero, two, few, many",
      "ar.json: time.dayz: there is no such message",
    ]);
  });

  test("gets a file reported that isn't JSON, or isn't named after a language", () => {
    expect(problemsIn("de.json", "{")).toEqual([expect.stringMatching(/^de\.json: isn't JSON/)]);
    expect(problemsIn("tlh.json", "{}")).toEqual([
      expect.stringMatching(/^tlh\.json: isn't named/),
    ]);
  });
});
