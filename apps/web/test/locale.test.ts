import { describe, expect, it } from "vitest";
import { requestedLocale } from "@watchword/api/requested-locale";
import { requestClient } from "../src/caller/request-client.ts";
import { dateLocale, negotiateLocale } from "../src/language/locale.ts";

const asking = (acceptLanguage: string, cookie = "") =>
  new Headers({ "accept-language": acceptLanguage, cookie });

describe("the language of a request", () => {
  it.each([
    ["de", "de"],
    ["de-CH, en;q=0.5", "de"],
    ["en;q=0.5, JA-jp", "ja"],
    ["pt", "pt-BR"],
    ["pt-PT", "pt-BR"],
    ["zh-Hans-CN, ar-EG;q=0.4", "ar"],
    ["fr;q=0, es;q=0.1", "es"],
  ])("%s is %s", (header, locale) => expect(requestedLocale(asking(header))).toBe(locale));

  it.each(["", "*", "zh", "de;q=0", ";;,=", "-"])("%j asks for none of ours", (header) => {
    expect(requestedLocale(asking(header))).toBeNull();
    expect(negotiateLocale(asking(header))).toBe("en");
  });

  it("is the chosen one, whatever the browser prefers", () => {
    expect(requestedLocale(asking("de", "watchword=x; watchword-locale=ar"))).toBe("ar");
  });

  it("is part of its client", () => {
    expect(requestClient(asking("es-MX"))).toMatchObject({ locale: "es" });
    expect(requestClient(new Headers())).toMatchObject({ locale: null });
  });

  it.each([
    ["en-GB", "en", "28 November 2026 at 18:10"],
    ["en-US,en;q=0.9", "en", "November 28, 2026 at 6:10 PM"],
    ["en", "en", "November 28, 2026 at 6:10 PM"],
    ["fr-CH, en-AU;q=0.5", "en", "28 November 2026 at 6:10 pm"],
    ["de-AT", "en", "28 November 2026 at 18:10"],
    ["ar-EG", "ar", "28 نوفمبر 2026 في 6:10 م"],
    ["en-x-y, *, -", "de", "28. November 2026 um 18:10"],
  ])("with %s writes dates in %s as people there do", (header, locale, written) => {
    const tag = dateLocale(asking(header), locale as "en");
    const format = { dateStyle: "long", timeStyle: "short", timeZone: "UTC" } as const;
    const date = new Intl.DateTimeFormat(tag, format).format(new Date("2026-11-28T18:10:00Z"));
    expect(date.replaceAll("\u202f", " ")).toBe(written);
  });

  it("isn't one that nobody could have chosen", () => {
    expect(requestedLocale(asking("de", "watchword-locale=tlh"))).toBe("de");
  });
});
