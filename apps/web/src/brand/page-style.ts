import type { Brand, Palette } from "@watchword/emails/brand";
import { strongAccent } from "@watchword/emails/contrast";

/** The style sheet of a brand; `globals.css` uses its variables. */
export function pageStyle({ light, dark, radius, font }: Brand): string {
  const look = `--radius:${radius}px;${font === null ? "" : `--font-brand:${font};`}`;
  return [
    `:root{color-scheme:light dark;${colours(light)}${look}}`,
    `@media (prefers-color-scheme:dark){:root{${colours(dark)}}}`,
  ].join("");
}

function colours(palette: Palette): string {
  const { onAccent, ...others } = palette;
  const named = { ...others, "on-accent": onAccent, "accent-strong": strongAccent(palette) };
  return Object.entries(named)
    .map(([name, colour]) => `--${name}:${colour};`)
    .join("");
}
