import { readFileSync } from "node:fs";
import path from "node:path";
import {
  type Brand,
  type BrandOptions,
  defaultBrand,
  type LogoImages,
  type Palette,
  SIGN_IN,
} from "../brand.ts";
import { findUnreadable } from "../contrast.ts";
import { z } from "zod";
import { brandImage, type ImageRule } from "./read-image.ts";

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
/** For links in pages and mails. They need https, because mails are read in networks that change http on its way. */
const link = z.url({ protocol: /^https$/, error: "Not an https URL" }).max(200);
const FAMILY = String.raw`(?:"[\p{L}\p{N} _-]+"|[a-z_-][a-z0-9_-]*(?: [a-z0-9_-]+)*)`;
/** A list of fonts as in CSS, and no other CSS, because it is written into pages and mails as it is. */
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
        const measured = `${colours[name]} on the ${ground} ${colours[ground]} has a contrast of ${figure}`;
        const what = name === "edge" ? "an edge" : "text";
        ctx.addIssue({
          code: "custom",
          path: [name],
          message: `${measured}, and ${what} needs ${needed}`,
        });
      }
    })
    .prefault({});
}

const LOGO: ImageRule = { types: ["png", "jpg", "svg"], least: 16, most: 1_200, ratio: 8 };
const FAVICON: ImageRule = { types: ["png", "svg"], least: 16, most: 512, ratio: 1 };
const TOUCH_ICON: ImageRule = { types: ["png"], least: 120, most: 512, ratio: 1 };

const logoWords = words.refine((given) => !/^data:|\.(png|jpe?g|svg)$/i.test(given), {
  error: 'An image is given as {"image": …}',
});

/** If the same images work in mails, no others are needed. */
function logoImages(folder: string | null) {
  const image = brandImage(folder, LOGO);
  const mailImage = brandImage(folder, { ...LOGO, types: ["png", "jpg"] });
  const mail = z.strictObject({ image: mailImage, dark: mailImage.nullable().default(null) });
  return z
    .strictObject({
      image,
      dark: image.nullable().default(null),
      mail: mail.nullable().default(null),
    })
    .transform((given): LogoImages => {
      const page = { light: given.image, dark: given.dark };
      const drawn = [page.light, page.dark].some((one) => one?.type === "image/svg+xml");
      if (given.mail) return { page, mail: { light: given.mail.image, dark: given.mail.dark } };
      return { page, mail: drawn ? null : page };
    });
}

function logo(folder: string | null) {
  const images = logoImages(folder);
  return z.unknown().transform((given, ctx): Brand["logo"] => {
    const parsed = (typeof given === "object" ? images : logoWords).safeParse(given);
    if (parsed.success) return parsed.data;
    for (const { path: at, message } of parsed.error.issues)
      ctx.addIssue({ code: "custom", path: at, message });
    return z.NEVER;
  });
}

const look = {
  name: words.default(defaultBrand.name),
  support: z
    .union([z.email(), link], { error: "Neither an email address nor an https URL" })
    .nullable()
    .default(null),
  links: z
    .strictObject({
      privacy: link.nullable().default(null),
      terms: link.nullable().default(null),
      imprint: link.nullable().default(null),
    })
    .prefault({}),
  home: z
    .union([z.literal(SIGN_IN), link], { error: `Neither "${SIGN_IN}" nor an https URL` })
    .default(defaultBrand.home),
  radius: z.number().min(0).max(24).default(defaultBrand.radius),
  font: fonts.nullable().default(null),
  light: palette(defaultBrand.light),
  dark: palette(defaultBrand.dark),
};

function brandSchema(folder: string | null): z.ZodType<Brand> {
  return z.strictObject({
    ...look,
    logo: logo(folder).nullable().default(null),
    favicon: brandImage(folder, FAVICON).nullable().default(null),
    touchIcon: brandImage(folder, TOUCH_ICON).nullable().default(null),
  });
}

/** The brand with these options; images are files relative to `folder`. Throws with everything that is wrong. */
export function readBrand(options: BrandOptions, folder: string): Brand {
  const parsed = brandSchema(folder).safeParse(options);
  if (parsed.success) return parsed.data;
  throw new Error(`The brand is invalid.\n${z.prettifyError(parsed.error)}`);
}

/** `BRAND`: what differs from Watchword's brand, as JSON, or the path (from `root`) of a file that contains it. */
export function brandVariable(root: string) {
  return z.string().transform((given, ctx): Brand => {
    const problem = (message: string) => {
      ctx.addIssue({ code: "custom", message });
      return z.NEVER;
    };
    const file = given.trim().startsWith("{") ? null : path.resolve(root, given);
    const json = file === null ? given : readIfThere(file);
    if (json === null) return problem(`Neither JSON nor a file that can be read: ${file}`);
    const value = parseJson(json);
    if (value === undefined) return problem(`Not JSON: ${given}`);
    const parsed = brandSchema(file && path.dirname(file)).safeParse(value);
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
