import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parseEnv } from "../src/environment/env.ts";

const FOLDER = path.join(import.meta.dirname, "brand");

const brandOf = (brand: object) => parseEnv({ BRAND: JSON.stringify(brand) }).brand;
const dataUrl = async (name: string, type = "image/png") =>
  `data:${type};base64,${(await readFile(path.join(FOLDER, name))).toString("base64")}`;
const svg = (inside: string, attributes = "") =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" ${attributes}>${inside}</svg>`;
const svgUrl = (text: string) =>
  `data:image/svg+xml;base64,${Buffer.from(text).toString("base64")}`;

describe("the brand's images", () => {
  it("are files beside the file of the brand", () => {
    const { brand } = parseEnv({ BRAND: path.join(FOLDER, "acme.json") });
    expect(brand.logo).toMatchObject({
      page: {
        light: { type: "image/png", width: 320, height: 64 },
        dark: { type: "image/png", width: 320, height: 64 },
      },
    });
    expect(brand.favicon).toMatchObject({ type: "image/svg+xml", width: 32, height: 32 });
    expect(brand.touchIcon).toMatchObject({ type: "image/png", width: 180, height: 180 });
  });

  it("are data: URLs if the brand isn't a file", async () => {
    const { logo } = brandOf({ logo: { image: await dataUrl("logo.png") } });
    expect(logo).toMatchObject({ page: { light: { width: 320 }, dark: null } });
    expect(() => brandOf({ logo: { image: "logo.png" } })).toThrow(
      /give a data: URL[^]*logo\.image/,
    );
  });

  it("are the same on pages and in mails, but mails have no SVG", async () => {
    const png = await dataUrl("logo.png");
    const drawn = svgUrl(svg(""));
    expect(brandOf({ logo: { image: png } }).logo).toMatchObject({
      mail: { light: { type: "image/png" } },
    });
    expect(brandOf({ logo: { image: drawn } }).logo).toMatchObject({ mail: null });
    expect(brandOf({ logo: { image: drawn, mail: { image: png } } }).logo).toMatchObject({
      page: { light: { type: "image/svg+xml" } },
      mail: { light: { type: "image/png" }, dark: null },
    });
    expect(() => brandOf({ logo: { image: png, mail: { image: drawn } } })).toThrow(
      /Is image\/svg\+xml, and may be: png, jpg[^]*logo\.mail\.image/,
    );
  });

  it("are refused, all at once, if they are too large, too small, no images or of another shape", async () => {
    const large = `data:image/png;base64,${Buffer.alloc(32_769).toString("base64")}`;
    const text = `data:image/png;base64,${Buffer.from("not an image").toString("base64")}`;
    const touch = await dataUrl("touch-icon.png");
    const logo = await dataUrl("logo.png");
    expect(() => brandOf({ logo: { image: large }, favicon: text, touchIcon: logo })).toThrow(
      /Not an image[^]*favicon[^]*320 × 64 pixels[^]*touchIcon[^]*32769 bytes, more than 32768[^]*logo\.image/,
    );
    expect(() => brandOf({ favicon: logo })).toThrow(/no side may be more than 1 times the other/);
    expect(brandOf({ favicon: touch }).favicon).toMatchObject({ width: 180 });
    expect(() => brandOf({ logo: "logo.svg" })).toThrow(/An image is given as[^]*logo/);
    expect(() => brandOf({ logo: { image: "https://acme.example/logo.png" } })).toThrow(
      /logo\.image/,
    );
  });
});
