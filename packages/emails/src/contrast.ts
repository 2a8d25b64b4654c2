import type { Palette } from "./brand.ts";

/** The least contrast of text with its background (WCAG 2.2, 1.4.3), and of the edges of fields (1.4.11). */
const TEXT = 4.5;
const EDGE = 3;

const NEEDED: [colour: keyof Palette, ground: keyof Palette, needed: number][] = [
  ["ink", "paper", TEXT],
  ["muted", "paper", TEXT],
  ["mark", "paper", TEXT],
  ["accent", "paper", TEXT],
  ["onAccent", "accent", TEXT],
  ["error", "paper", TEXT],
  ["edge", "paper", EDGE],
];

/** The contrast ratio of two colours, from 1 to 21 (WCAG 2.2, relative luminance). */
export function contrast(one: string, other: string): number {
  const luminances = [luminance(one), luminance(other)];
  return (Math.max(...luminances) + 0.05) / (Math.min(...luminances) + 0.05);
}

/** Which text of a palette can't be read on its background, which edge can't be seen, and by how much. */
export function findUnreadable(palette: Palette) {
  return NEEDED.map(([colour, ground, needed]) => ({
    colour,
    ground,
    needed,
    ratio: contrast(palette[colour], palette[ground]),
  })).filter(({ ratio, needed }) => ratio < needed);
}

/** The accent under a pointer: nearer to the ink, if text in it and on it can still be read. */
export function strongAccent(palette: Palette): string {
  const strong = mix(palette.accent, palette.ink, 0.25);
  return findUnreadable({ ...palette, accent: strong }).length === 0 ? strong : palette.accent;
}

function mix(one: string, other: string, share: number): string {
  const channels = [1, 3, 5].map((at) => {
    const [a = 0, b = 0] = [one, other].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16));
    return Math.round(a + (b - a) * share);
  });
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
