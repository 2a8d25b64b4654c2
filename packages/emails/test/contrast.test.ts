import { expect, test } from "vitest";
import { codeAndPhrase, linkAlone } from "../previews/fixtures.ts";
import { defaultBrand, type Palette } from "../src/brand.ts";
import { renderMail } from "../src/render.tsx";

const TEXT_ON_GROUND: [keyof Palette, keyof Palette][] = [
  ["ink", "paper"],
  ["muted", "paper"],
  ["mark", "paper"],
  ["accent", "paper"],
  ["onAccent", "accent"],
];

const schemes = [
  ["light", defaultBrand.light],
  ["dark", defaultBrand.dark],
] as const;

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].toSorted((a, b) => a - b) as [
    number,
    number,
  ];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test.each(schemes)("text can be read in the %s scheme", (_, palette) => {
  for (const [text, ground] of TEXT_ON_GROUND) {
    expect(contrast(palette[text], palette[ground]), `${text} on ${ground}`).toBeGreaterThanOrEqual(
      4.5,
    );
  }
});

test("no mail uses a colour outside the two palettes", async () => {
  const known = new Set(schemes.flatMap(([, palette]) => Object.values(palette)));
  for (const mail of [codeAndPhrase, linkAlone]) {
    const { html } = await renderMail(mail, defaultBrand);
    const used = html.match(/(?<!&)#[0-9a-f]{3,8}\b/gi) ?? [];
    expect(used.filter((colour) => !known.has(colour))).toEqual([]);
  }
});
