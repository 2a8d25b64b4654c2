import type { CSSProperties } from "react";
import type { Brand, Palette } from "../brand.ts";

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

const SANS = '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, Helvetica, Arial, sans-serif';
const MONO = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace';

export const PLAIN = { fontFamily: SANS, fontSize: 16, lineHeight: "24px", margin: 0 };
export const SMALL = { fontFamily: SANS, fontSize: 14, lineHeight: "20px", margin: 0 };
export const LABEL = { ...SMALL, fontWeight: 600 };
export const LARGE = { fontFamily: SANS, fontSize: 20, lineHeight: "28px", fontWeight: 600 };
export const CODE = { fontFamily: MONO, fontSize: 32, lineHeight: "40px", fontWeight: 600 };
export const BUTTON = { fontFamily: SANS, fontSize: 16, fontWeight: 600 };

/** A role's light colours inline, where every client reads them, and its class for the dark ones. */
export function paint(brand: Brand, role: Role, style: CSSProperties = {}) {
  return { className: role, style: { ...style, ...declarations(role, brand.light) } };
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
