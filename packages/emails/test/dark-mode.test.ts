import { describe, expect, test } from "vitest";
import { emailOtp } from "../previews/challenge-fixtures.ts";
import { exampleBrand } from "../previews/example-brand.ts";
import { type Brand, defaultBrand, type Palette } from "../src/brand.ts";
import { findUnreadable } from "../src/contrast.ts";
import { renderMail } from "../src/render.tsx";

const brands: [string, Brand][] = [
  ["our own", defaultBrand],
  ["another product's", exampleBrand],
];

describe.each(brands)("a mail of %s brand", (_, brand) => {
  const { dark } = brand;
  const written = renderMail(emailOtp.codeAndPhrase, brand);
  const sheets = async () => (await written).html.match(/(?<=<style>).*?(?=<\/style>)/gs) ?? [];

  test("declares both schemes in ways that Apple's and others' clients understand", async () => {
    const { html } = await written;
    expect(html).toContain('<meta name="color-scheme" content="light dark"/>');
    expect(html).toContain('<meta name="supported-color-schemes" content="light dark"/>');
    expect(html).toContain(":root{color-scheme:light dark;supported-color-schemes:light dark}");
  });

  test("brings Outlook's webmail and apps its own dark colours: for text and for backgrounds", async () => {
    const outlook = (await sheets()).find((sheet) => sheet.includes("data-ogsc")) ?? "";
    for (const rule of [
      `[data-ogsc] .ink,.ink[data-ogsc]{color:${dark.ink}!important}`,
      `[data-ogsc] .muted,.muted[data-ogsc]{color:${dark.muted}!important}`,
      `[data-ogsb] .paper,.paper[data-ogsb]{background-color:${dark.paper}!important}`,
      `[data-ogsb] .button,.button[data-ogsb]{background-color:${dark.accent}!important}`,
      `[data-ogsc] .button,.button[data-ogsc]{color:${dark.onAccent}!important}`,
    ])
      expect(outlook).toContain(rule);
  });

  test("keeps those rules apart, since Gmail drops a sheet with selectors that it doesn't know", async () => {
    for (const sheet of await sheets())
      expect(sheet.includes("[data-") && sheet.includes("@media")).toBe(false);
  });
});

test("our own colours can be read where a client inverts them, as Gmail's app does", () => {
  for (const inverted of [invertChannels, invertLightness])
    expect(findUnreadable(inverted(defaultBrand.light))).toEqual([]);
});

test("the button is a painted cell, which Word draws as well, and its link is as large", async () => {
  const { html } = await renderMail(emailOtp.code, defaultBrand);
  const [, cell = "", link = ""] = /<td ([^>]*mso-padding-alt[^>]*)><a ([^>]*)>/.exec(html) ?? [];
  expect(cell).toContain("mso-padding-alt:13px 27px");
  const { accent } = defaultBrand.light;
  expect(cell).toContain(`border:1px solid;`);
  expect(cell).toContain(`background-color:${accent};`);
  expect(cell).toContain(`border-color:${accent}`);
  expect(link).toContain("padding:13px 27px");
  expect(link).toContain("display:inline-block");
  expect(link).toContain(emailOtp.code.link.url);
});

function invertChannels(palette: Palette): Palette {
  return repaint(palette, (channels) => channels.map((channel) => 255 - channel));
}

/** The hue stays: light and dark change places. */
function invertLightness(palette: Palette): Palette {
  return repaint(palette, (channels) => {
    const sum = Math.max(...channels) + Math.min(...channels);
    return channels.map((channel) => channel + 255 - sum);
  });
}

function repaint(palette: Palette, change: (channels: number[]) => number[]): Palette {
  const entries = Object.entries(palette).map(([key, colour]: [string, string]) => {
    const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
    const hex = change(channels).map((channel) => channel.toString(16).padStart(2, "0"));
    return [key, `#${hex.join("")}`];
  });
  return Object.fromEntries(entries);
}
