import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { defaultBrand } from "@watchword/emails/brand";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseEnv } from "../src/environment/env.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "brand-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function inFile(text: string) {
  const file = path.join(folder, `${crypto.randomUUID()}.json`);
  await writeFile(file, text);
  return file;
}

const branded = (brand: object) => parseEnv({ BRAND: JSON.stringify(brand) });

describe("the brand", () => {
  it("is Watchword's by default", () => {
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

  it("is what a file says", async () => {
    const BRAND = await inFile('{ "name": "Acme", "radius": 12, "home": "https://acme.example/" }');
    const { brand } = parseEnv({ BRAND });
    expect(brand).toEqual({
      ...defaultBrand,
      name: "Acme",
      radius: 12,
      home: "https://acme.example/",
    });
  });

  it("is refused if its file doesn't exist or contains no JSON", async () => {
    const missing = path.join(folder, "missing.json");
    expect(() => parseEnv({ BRAND: missing })).toThrow(
      `BRAND: Neither JSON nor a file that can be read: ${missing}`,
    );
    const BRAND = await inFile("{ name: Acme }");
    expect(() => parseEnv({ BRAND })).toThrow(`BRAND: Not JSON: ${BRAND}`);
  });

  it("says everything that is wrong with it at once", () => {
    const wrong = {
      name: "",
      support: "nobody",
      links: { imprint: "http://acme.example", cookies: "https://acme.example" },
      home: "/account",
      radius: 25,
      font: "Arial; color: red",
      light: { edge: "#cccccc" },
    };
    expect(() => branded(wrong)).toThrow(
      /name[^]*support[^]*cookies[^]*home[^]*radius[^]*font[^]*links\.imprint[^]*light\.edge/,
    );
  });

  it("is refused, with the figure, if the edge of a field couldn't be seen", () => {
    expect(() => branded({ light: { edge: "#a8afaa" } })).toThrow(
      /#a8afaa on the paper #fbfaf6 has a contrast of 2\.1\d, and an edge needs 3[^]*light\.edge/,
    );
  });

  it("is refused, with the figure, if its text couldn't be read", () => {
    const pale = { light: { muted: "#8a948e" }, dark: { accent: "#0f6b4f" } };
    expect(() => branded(pale)).toThrow(
      /BRAND: [^]*#8a948e on the paper #fbfaf6 has a contrast of 2\.99, and text needs 4\.5[^]*light\.muted[^]*dark\.accent/,
    );
  });

  it.each([
    ["{", /BRAND: Not JSON/],
    ['{"colour":"#ffffff"}', /BRAND: [^]*colour/],
    ['{"light":{"paper":"white"}}', /BRAND: [^]*Not a colour[^]*light\.paper/],
    ['{"name":"Acme\\r\\nBcc: eve@example.com"}', /BRAND: [^]*name/],
    ['{"name":""}', /BRAND: [^]*name/],
    ['{"support":"Ada <ada@acme.example>"}', /BRAND: [^]*support/],
    ['{"support":"http://acme.example"}', /BRAND: [^]*support/],
    ['{"home":"javascript:alert(1)"}', /BRAND: [^]*home/],
    ['{"links":{"terms":"/terms"}}', /BRAND: [^]*Not an https URL[^]*links\.terms/],
    ['{"radius":-1}', /BRAND: [^]*radius/],
    ['{"font":"Arial;}body{display:none"}', /BRAND: [^]*Not a list of fonts[^]*font/],
    ['{"font":"url(https://acme.example/font)"}', /BRAND: [^]*font/],
    ['{"font":"Arial, "}', /BRAND: [^]*font/],
  ])("refuses %s", (BRAND, why) => expect(() => parseEnv({ BRAND })).toThrow(why));

  it.each(['"Avenir Next", "Segoe UI", sans-serif', "Georgia,serif", "Gill Sans, ui-sans-serif"])(
    "may be set in %s",
    (font) => expect(branded({ font }).brand.font).toBe(font),
  );
});
