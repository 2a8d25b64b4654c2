import type { Brand } from "@watchword/emails/brand";
import { defaultBrand } from "@watchword/emails/brand";

const SIZE = 32;

/** The SVG icon of a product without a favicon of its own: its first letter. */
export function drawnIcon(brand: Brand): string {
  const drawing = isWatchword(brand) ? tally(brand) : letter(brand);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}">${drawing}</svg>`;
}

/** Whether the brand is Watchword's own, whose mark is the tally. */
export function isWatchword({ name }: Brand): boolean {
  return name === defaultBrand.name;
}

/** A tally cut in two, as challenge and countersign are: where the halves meet, the cut is a W. */
export const TALLY = {
  mine: "M0 0h32v7l-8 11-8-11-8 11L0 7z",
  theirs: "M0 12l8 11 8-11 8 11 8-11v20H0z",
};

function tally({ light, dark }: Brand): string {
  const colours = (of: Brand["light"]) => `.mine{fill:${of.ink}}.theirs{fill:${of.accent}}`;
  const style = `${colours(light)}@media (prefers-color-scheme:dark){${colours(dark)}}`;
  const paths = `<path class="mine" d="${TALLY.mine}"/><path class="theirs" d="${TALLY.theirs}"/>`;
  return `<style>${style}</style>${paths}`;
}

function letter({ name, light }: Brand): string {
  const [first] = new Intl.Segmenter().segment(name.toUpperCase());
  const ground = `<rect width="${SIZE}" height="${SIZE}" rx="7" fill="${light.accent}"/>`;
  const place = `x="${SIZE / 2}" y="${SIZE / 2}" text-anchor="middle" dominant-baseline="central"`;
  const font = `font-family="system-ui,sans-serif" font-size="20" font-weight="700"`;
  const written = escapeXml(first?.segment ?? "");
  return `${ground}<text ${place} ${font} fill="${light.onAccent}">${written}</text>`;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
