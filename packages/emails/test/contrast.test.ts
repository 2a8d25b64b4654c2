import { expect, test } from "vitest";
import { defaultBrand, type Palette } from "../src/brand.ts";
import { everyMail, rendered } from "./reading.ts";

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

test.each(everyMail)("%s uses no colour outside the two palettes", async (_, mail) => {
  const known = new Set(schemes.flatMap(([, palette]) => Object.values(palette)));
  const { html } = await rendered(mail);
  const used = html.match(/(?<!&)#[0-9a-f]{3,8}\b/gi) ?? [];
  expect(used.filter((colour) => !known.has(colour))).toEqual([]);
});

test.each(everyMail)("%s leaves nothing in its light colours where it is dark", async (_, mail) => {
  const { html } = await rendered(mail);
  const painted = html.match(/<[^>]+style="[^"]*#[0-9a-f]{6}[^>]*>/gi) ?? [];
  const repainted = new Set(html.match(/(?<=\.)[a-z-]+(?=\{[^}]*!important)/g));
  const classOf = (tag: string) => /class="([^" ]+)/.exec(tag)?.[1] ?? "";
  // One cell inside the body takes no class; the style sheet finds it by where it is.
  expect(painted.filter((tag) => !repainted.has(classOf(tag)))).toHaveLength(1);
});
