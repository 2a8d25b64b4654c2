import type { Palette } from "./brand.ts";

/** What text needs on its ground (WCAG 2.2, 1.4.3). */
export const TEXT_CONTRAST = 4.5;

const TEXT_ON_GROUND: [text: keyof Palette, ground: keyof Palette][] = [
  ["ink", "paper"],
  ["muted", "paper"],
  ["mark", "paper"],
  ["accent", "paper"],
  ["onAccent", "accent"],
];

/** The contrast ratio of two colours, from 1 to 21 (WCAG 2.2, relative luminance). */
export function contrast(one: string, other: string): number {
  const luminances = [luminance(one), luminance(other)];
  return (Math.max(...luminances) + 0.05) / (Math.min(...luminances) + 0.05);
}

/** Which text of a palette can't be read on its ground, and by how much. */
export function findUnreadable(palette: Palette) {
  return TEXT_ON_GROUND.map(([text, ground]) => ({
    text,
    ground,
    ratio: contrast(palette[text], palette[ground]),
  })).filter(({ ratio }) => ratio < TEXT_CONTRAST);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
