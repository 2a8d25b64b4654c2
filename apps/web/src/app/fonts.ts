import localFont from "next/font/local";

const text = localFont({
  src: "../../node_modules/@fontsource-variable/schibsted-grotesk/files/schibsted-grotesk-latin-wght-normal.woff2",
  weight: "400 900",
  variable: "--font-schibsted-grotesk",
  // `fallback-fonts.css` has more of them.
  adjustFontFallback: false,
});

const code = localFont({
  src: "../../node_modules/@fontsource/commit-mono/files/commit-mono-latin-400-normal.woff2",
  weight: "400",
  variable: "--font-commit-mono",
  // Few pages show it at first, and no text waits for it.
  preload: false,
  adjustFontFallback: false,
});

/** Declares the fonts on an element; `font-sans` and `font-mono` use them. */
export const fontVariables = `${text.variable} ${code.variable}`;
