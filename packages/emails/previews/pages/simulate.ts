import type { Selection } from "./selection.ts";

const DARK = "@media (prefers-color-scheme:dark)";

/** What Outlook's webmail and apps repaint, and mark. */
const PAINTED = / style="(?=[^"]*#[0-9a-f]{6})/g;

/** Near to Gmail's, which isn't documented. */
const INVERTED = "html{filter:invert(1) hue-rotate(180deg)}";

/** As a reader's own colours are put over all of a page's: white on black, and yellow for links. */
const FORCED =
  "*{color:#fff!important;background-color:#000!important;border-color:#fff!important}" +
  "a,a *{color:#ff0!important}";

const DARK_SCHEME = ":root{color-scheme:dark!important}";

const ADDED: Partial<Record<Selection["colours"], string>> = {
  inverted: INVERTED,
  forced: FORCED,
  dark: DARK_SCHEME,
  outlook: DARK_SCHEME,
};

/** A mail as a reader with these colours sees it, whatever colours the preview's viewer has. */
export function simulate(html: string, colours: Selection["colours"]): string {
  if (!html.includes(DARK)) throw new Error("The mail has no dark colours.");
  const added = ADDED[colours] ?? ":root{color-scheme:light!important}";
  const marked =
    colours === "outlook" ? html.replace(PAINTED, ' data-ogsc="" data-ogsb=""$&') : html;
  return marked
    .replaceAll(DARK, colours === "dark" ? "@media all" : "@media not all")
    .replace("</head>", `<style>${added}</style></head>`);
}
