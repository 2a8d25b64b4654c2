import type { Locale } from "@watchword/db/locale";
import type { CSSProperties } from "react";
import type { Brand, Palette } from "../brand.ts";
import type { Voice } from "../voice.ts";

type Painted = "color" | "backgroundColor" | "borderColor";

const ROLES = {
  paper: { backgroundColor: "paper" },
  ink: { color: "ink" },
  muted: { color: "muted" },
  mark: { color: "mark" },
  "mark-edge": { borderColor: "mark" },
  hairline: { borderColor: "hairline" },
  button: { backgroundColor: "accent", color: "onAccent" },
} satisfies Record<string, Partial<Record<Painted, keyof Palette>>>;

export type Role = keyof typeof ROLES;

const LATIN = '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, Helvetica, Arial';
/** What draws a script that the Latin fonts lack; each system has its own. */
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

/** The fonts of a mail's text. */
function fontFamily({ locale }: Voice): string {
  const script = SCRIPTS[locale];
  return script ? `${LATIN}, ${script}, sans-serif` : `${LATIN}, sans-serif`;
}

/** A role's light colours inline, where every client reads them, and its class for the dark ones. */
export function paint({ brand }: Voice, role: Role, style: CSSProperties = {}) {
  return { className: role, style: { ...style, ...declarations(role, brand.light) } };
}

/**
 * The same for text, in the mail's fonts. From right to left each block says so itself: Outlook and
 * webmail keep neither what the document says of it nor what a style sheet does.
 */
export function write(voice: Voice, role: Role, style: CSSProperties) {
  const { className, style: painted } = paint(voice, role, style);
  const text = { fontFamily: fontFamily(voice), ...painted };
  if (voice.direction === "ltr") return { className, style: text };
  return { className, dir: "rtl", style: { ...text, textAlign: "right" as const } };
}

/** For tables, whose columns run in the mail's direction. */
export function flow({ direction }: Voice): { dir?: "rtl" } {
  return direction === "rtl" ? { dir: direction } : {};
}

/** The style sheet that repaints every role where the reader's scheme is dark. */
export function darkStyles({ dark }: Brand): string {
  const rules = (Object.keys(ROLES) as Role[]).map((role) => {
    const body = Object.entries(declarations(role, dark)).map(
      ([property, colour]) => `${kebab(property)}:${colour}!important`,
    );
    return `.${role}{${body.join(";")}}`;
  });
  // React Email paints the body's colour on a cell inside it as well, which takes no class.
  const cell = `.paper>table>tbody>tr>td{background-color:${dark.paper}!important}`;
  return `@media (prefers-color-scheme:dark){${rules.join("")}${cell}}`;
}

function declarations(role: Role, palette: Palette): Partial<Record<Painted, string>> {
  return Object.fromEntries(
    Object.entries(ROLES[role]).map(([property, key]) => [property, palette[key]]),
  );
}

function kebab(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
