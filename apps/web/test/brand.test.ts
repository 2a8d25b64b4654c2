import { defaultBrand } from "@watchword/emails/brand";
import { describe, expect, it } from "vitest";
import { parseEnv } from "../src/env.ts";

const branded = (brand: object) => parseEnv({ BRAND: JSON.stringify(brand) });

describe("the brand", () => {
  it("is Watchword's unless told", () => {
    const { brand, emailFrom } = parseEnv({});
    expect(brand).toEqual(defaultBrand);
    expect(emailFrom).toBe("Watchword <no-reply@watchword.localhost>");
    expect(branded({}).brand).toEqual(defaultBrand);
  });

  it("changes what it names and leaves the rest", () => {
    const { brand, emailFrom } = branded({
      name: "Acme",
      support: "help@acme.example",
      light: { accent: "#5B3FD1" },
    });
    expect(brand).toEqual({
      ...defaultBrand,
      name: "Acme",
      support: "help@acme.example",
      light: { ...defaultBrand.light, accent: "#5b3fd1" },
    });
    expect(emailFrom).toBe("Acme <no-reply@watchword.localhost>");
    expect(branded({ name: "Acme, Inc." }).emailFrom).toMatch(/^"Acme, Inc\." </);
  });

  it("is refused with the figure where its text couldn't be read", () => {
    const pale = { light: { muted: "#8a948e" }, dark: { accent: "#0f6b4f" } };
    expect(() => branded(pale)).toThrow(
      /BRAND: [^]*#8a948e on the paper #fbfaf6 has a contrast of 2\.99, and text needs 4\.5[^]*light\.muted[^]*dark\.accent/,
    );
  });

  it.each([
    ["{", /BRAND: /],
    ['{"colour":"#ffffff"}', /BRAND: [^]*colour/],
    ['{"light":{"paper":"white"}}', /BRAND: [^]*Not a colour[^]*light\.paper/],
    ['{"name":"Acme\\r\\nBcc: eve@example.com"}', /BRAND: [^]*name/],
    ['{"name":""}', /BRAND: [^]*name/],
    ['{"support":"Ada <ada@acme.example>"}', /BRAND: [^]*support/],
  ])("refuses %s", (BRAND, why) => expect(() => parseEnv({ BRAND })).toThrow(why));
});
