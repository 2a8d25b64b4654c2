/** The colours of one scheme, as `#rrggbb`. */
export interface Palette {
  paper: string;
  ink: string;
  /** Secondary text. */
  muted: string;
  accent: string;
  /** Text on the accent. */
  onAccent: string;
  hairline: string;
  /** The mark beside a security phrase. */
  mark: string;
}

/** What makes a mail this product's: its name, its colours and where its people are reached. */
export interface Brand {
  name: string;
  /** What stands at the head of every mail; the name where null. */
  logo: string | null;
  /** Where replies go, named at the foot of every mail; nowhere where null. */
  support: string | null;
  light: Palette;
  dark: Palette;
}

/** Watchword's own brand, shared with its pages. */
export const defaultBrand: Brand = {
  name: "Watchword",
  logo: null,
  support: null,
  light: {
    paper: "#fbfaf6",
    ink: "#16211d",
    muted: "#55605a",
    accent: "#0f6b4f",
    onAccent: "#fbfaf6",
    hairline: "#dcdcd2",
    mark: "#9a5b00",
  },
  dark: {
    paper: "#111614",
    ink: "#e9ede8",
    muted: "#a3ada6",
    accent: "#5fc79f",
    onAccent: "#111614",
    hairline: "#2b332f",
    mark: "#e5ae5a",
  },
};
