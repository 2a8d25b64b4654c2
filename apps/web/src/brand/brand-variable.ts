import { readFileSync } from "node:fs";
import path from "node:path";
import { type Brand, defaultBrand, type Palette, SIGN_IN } from "@watchword/emails/brand";
import { findUnreadable } from "@watchword/emails/contrast";
import { z } from "zod";

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
/** What pages lead to beside forms: mails are read where http is changed on its way. */
const page = z.url({ protocol: /^https$/, error: "Not an https URL" }).max(200);
const FAMILY = String.raw`(?:"[\p{L}\p{N} _-]+"|[a-z_-][a-z0-9_-]*(?: [a-z0-9_-]+)*)`;
/** As CSS names them. Nothing else of CSS: it is written into pages and mails as it is. */
const fonts = z
  .string()
  .max(200)
  .regex(
    new RegExp(`^${FAMILY}(?:, *${FAMILY})*$`, "iu"),
    'Not a list of fonts like "Avenir Next", Arial, sans-serif',
  );

function palette(base: Palette) {
  return z
    .strictObject({
      paper: colour.default(base.paper),
      ink: colour.default(base.ink),
      muted: colour.default(base.muted),
      accent: colour.default(base.accent),
      onAccent: colour.default(base.onAccent),
      hairline: colour.default(base.hairline),
      edge: colour.default(base.edge),
      error: colour.default(base.error),
      mark: colour.default(base.mark),
    })
    .superRefine((colours, ctx) => {
      for (const { colour: name, ground, ratio, needed } of findUnreadable(colours)) {
        // Rounded down, so that no figure looks like enough.
        const figure = (Math.floor(ratio * 100) / 100).toFixed(2);
        const told = `${colours[name]} on the ${ground} ${colours[ground]} has a contrast of ${figure}`;
        const what = name === "edge" ? "an edge" : "text";
        ctx.addIssue({
          code: "custom",
          path: [name],
          message: `${told}, and ${what} needs ${needed}`,
        });
      }
    })
    .prefault({});
}

const brandSchema: z.ZodType<Brand> = z.strictObject({
  name: words.default(defaultBrand.name),
  logo: words.nullable().default(null),
  support: z
    .union([z.email(), page], { error: "Neither an email address nor an https URL" })
    .nullable()
    .default(null),
  links: z
    .strictObject({
      privacy: page.nullable().default(null),
      terms: page.nullable().default(null),
      imprint: page.nullable().default(null),
    })
    .prefault({}),
  home: z
    .union([z.literal(SIGN_IN), page], { error: `Neither "${SIGN_IN}" nor an https URL` })
    .default(defaultBrand.home),
  radius: z.number().min(0).max(24).default(defaultBrand.radius),
  font: fonts.nullable().default(null),
  light: palette(defaultBrand.light),
  dark: palette(defaultBrand.dark),
});

/** `BRAND`: what is another than Watchword's, as JSON, or the path of a file that holds it, from `root`. */
export function brandVariable(root: string) {
  return z.string().transform((given, ctx): Brand => {
    const problem = (message: string) => {
      ctx.addIssue({ code: "custom", message });
      return z.NEVER;
    };
    const json = given.trim().startsWith("{") ? given : readIfThere(path.resolve(root, given));
    if (json === null) return problem(`Neither JSON nor a file that can be read: ${given}`);
    const value = parseJson(json);
    if (value === undefined) return problem(`Not JSON: ${given}`);
    const parsed = brandSchema.safeParse(value);
    return parsed.success ? parsed.data : problem(z.prettifyError(parsed.error));
  });
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(/* turbopackIgnore: true */ file, "utf8");
  } catch {
    return null;
  }
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** A sender that nobody answers to, under the product's name. */
export function defaultSender({ name }: Brand): string {
  const displayed = /[(),:;@[\]]/.test(name) ? `"${name}"` : name;
  return `${displayed} <no-reply@watchword.localhost>`;
}
