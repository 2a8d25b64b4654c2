import { type Brand, defaultBrand, type Palette } from "@watchword/emails/brand";
import { findUnreadable, TEXT_CONTRAST } from "@watchword/emails/contrast";
import { z } from "zod";
import { jsonVariable } from "./json-variable.ts";

const words = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[^\p{C}"<>\\]*$/u, "Holds a quote, a bracket or an invisible character");
const colour = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i, "Not a colour like #0f6b4f")
  .toLowerCase();

function palette(base: Palette) {
  return z
    .strictObject({
      paper: colour.default(base.paper),
      ink: colour.default(base.ink),
      muted: colour.default(base.muted),
      accent: colour.default(base.accent),
      onAccent: colour.default(base.onAccent),
      hairline: colour.default(base.hairline),
      mark: colour.default(base.mark),
    })
    .superRefine((colours, ctx) => {
      for (const { text, ground, ratio } of findUnreadable(colours)) {
        // Rounded down, so that no figure looks like enough.
        const figure = (Math.floor(ratio * 100) / 100).toFixed(2);
        ctx.addIssue({
          code: "custom",
          path: [text],
          message: `${colours[text]} on the ${ground} ${colours[ground]} has a contrast of ${figure}, and text needs ${TEXT_CONTRAST}`,
        });
      }
    })
    .prefault({});
}

/** `BRAND`: what is another than Watchword's, as JSON. */
export const brand = jsonVariable<Brand>(
  z.strictObject({
    name: words.default(defaultBrand.name),
    logo: words.nullable().default(null),
    support: z.email().nullable().default(null),
    light: palette(defaultBrand.light),
    dark: palette(defaultBrand.dark),
  }),
);

/** A sender that nobody answers to, under the product's name. */
export function defaultSender({ name }: Brand): string {
  const displayed = /[(),:;@[\]]/.test(name) ? `"${name}"` : name;
  return `${displayed} <no-reply@watchword.localhost>`;
}
