import type { Locale } from "@watchword/db/locale";
import type { CSSProperties } from "react";
import type { Brand, Palette } from "../brand.ts";
import type { Translator } from "../translator.ts";

type Painted = "color" | "backgroundColor" | "borderColor";

const ROLES = {
  paper: { backgroundColor: "paper", color: "ink" },
  ink: { color: "ink" },
  muted: { color: "muted" },
  mark: { color: "mark" },
  "mark-edge": { borderColor: "mark" },
  hairline: { borderColor: "hairline" },
  button: { backgroundColor: "accent", color: "onAccent", borderColor: "accent" },
} satisfies Record<string, Partial<Record<Painted, keyof Palette>>>;

export type Role = keyof typeof ROLES;

const LATIN = '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, Helvetica, Arial';
/** Fonts for scripts that the Latin fonts lack; each system has its own. */
const SCRIPTS: Partial<Record<Locale, string>> = {
  ja: '"Hiragino Sans", "Hiragino Kaku Gothic ProN", "Yu Gothic", Meiryo, "Noto Sans JP"',
  ar: '"Geeza Pro", Tahoma, "Noto Sans Arabic"',
};
const MONO = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace';

export const PLAIN = { fontSize: 16, lineHeight: "24px", margin: 0 };
export const SMALL = { fontSize: 14, lineHeight: "20px", margin: 0 };
export const LABEL = { ...SMALL, fontWeight: 600 };
export const LARGE = { fontSize: 20, lineHeight: "28px", fontWeight: 600 };
export const CODE = { fontFamily: MONO, fontSize: 32, lineHeight: "40px", fontWeight: 600 };
export const BUTTON = { fontSize: 16, fontWeight: 600 };

/** The fonts of a mail's text: the product's, if the reader's system has one of them. */
function fontFamily({ locale, brand: { font } }: Translator): string {
  const families = [font, LATIN, SCRIPTS[locale], "sans-serif"];
  return families.filter((family) => family != null).join(", ");
}

/** How an element looks. */
interface Look {
  className: string;
  dir?: "rtl";
  style: CSSProperties;
}

/** A role's light colours inline, where every client reads them, and its class for the dark ones. */
export function paint({ brand }: Translator, role: Role, style: CSSProperties = {}): Look {
  return { className: role, style: { ...style, ...declarations(role, brand.light) } };
}

/**
 * Paints text, in the mail's fonts. From right to left, each block says so itself: Outlook and webmail keep the
 * direction neither of the document nor of a style sheet.
 */
export function write(translator: Translator, role: Role, style: CSSProperties): Look {
  const { className, style: painted } = paint(translator, role, style);
  const text = { fontFamily: fontFamily(translator), ...painted };
  if (translator.direction === "ltr") return { className, style: text };
  return { className, dir: "rtl", style: { ...text, textAlign: "right" as const } };
}

/** For tables, whose columns run in the mail's direction. */
export function flow({ direction }: Translator): { dir?: "rtl" } {
  return direction === "rtl" ? { dir: direction } : {};
}

/** The style sheet that repaints every role if the reader's scheme is dark. */
export function darkStyles(brand: Brand): string {
  const rules = darkRules(brand).map(({ selector, body }) => `${selector}{${body}}`);
  return `@media (prefers-color-scheme:dark){${rules.join("")}}`;
}

/**
 * The dark style sheet for Outlook's webmail and apps. They ignore schemes but repaint by themselves, and mark what
 * they repainted: text by `data-ogsc`, backgrounds by `data-ogsb`. It is a sheet of its own, because Gmail drops a
 * sheet that has selectors it doesn't know.
 */
export function outlookDarkStyles(brand: Brand): string {
  const rules = darkRules(brand).map(({ selector, property, body }) => {
    const mark = property === "background-color" ? "[data-ogsb]" : "[data-ogsc]";
    return `${mark} ${selector},${selector}${mark}{${body}}`;
  });
  return rules.join("");
}

function darkRules({ dark }: Brand) {
  const rules = (Object.keys(ROLES) as Role[]).flatMap((role) =>
    Object.entries(declarations(role, dark)).map(([property, colour]) => ({
      selector: `.${role}`,
      property: kebab(property),
      colour,
    })),
  );
  // React Email also paints the body's colour on a cell inside it, which can't have a class.
  const cell = { selector: ".paper>table>tbody>tr>td", property: "background-color" };
  return [...rules, { ...cell, colour: dark.paper }].map(({ selector, property, colour }) => ({
    selector,
    property,
    body: `${property}:${colour}!important`,
  }));
}

function declarations(role: Role, palette: Palette): Partial<Record<Painted, string>> {
  return Object.fromEntries(
    Object.entries(ROLES[role]).map(([property, key]) => [property, palette[key]]),
  );
}

function kebab(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
