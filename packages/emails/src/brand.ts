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
  /** The edges of fields and plain buttons. */
  edge: string;
  /** For errors, and for actions that can't be undone. */
  error: string;
  /** The mark beside a security phrase. */
  mark: string;
}

/** An image of at most 32 kB, as it is sent. */
export interface BrandImage {
  type: "image/png" | "image/jpeg" | "image/svg+xml";
  base64: string;
  /** In its own pixels. */
  width: number;
  height: number;
}

/** An image, and another one for dark backgrounds. */
export interface ImageInSchemes {
  light: BrandImage;
  dark: BrandImage | null;
}

/** A logo as images. */
export interface LogoImages {
  page: ImageInSchemes;
  /** PNG or JPEG, because mail clients don't show SVG; null if mails have the name instead. */
  mail: ImageInSchemes | null;
}

/** Pages that the law requires or that people look for; null for those that don't exist. */
export interface BrandLinks {
  privacy: string | null;
  terms: string | null;
  /** Who runs the product. */
  imprint: string | null;
}

/** What brands pages and mails: the product's name, its look and where its people can be reached. */
export interface Brand {
  name: string;
  /** What is at the head of every page and mail, in words or as images; the name if null. */
  logo: string | LogoImages | null;
  /** What browsers show on a page's tab; drawn from the name if null. */
  favicon: BrandImage | null;
  /** What phones show on their home screen, as PNG; they choose if null. */
  touchIcon: BrandImage | null;
  /** An email address, which replies to mails go to, or the URL of a page; null if there is neither. */
  support: string | null;
  links: BrandLinks;
  /** Where the logo leads: the sign-in page, or a URL of the product's own. */
  home: string;
  /** The radius of the corners of buttons and fields, in pixels. */
  radius: number;
  /** A list of fonts as in CSS; Watchword's if null. */
  font: string | null;
  light: Palette;
  dark: Palette;
}

/** The parts of a brand that differ from Watchword's own; images are files, or `data:` URLs. */
export interface BrandOptions extends Partial<
  Pick<Brand, "name" | "support" | "home" | "radius" | "font">
> {
  logo?: string | { image: string; dark?: string; mail?: { image: string; dark?: string } };
  links?: Partial<BrandLinks>;
  light?: Partial<Palette>;
  dark?: Partial<Palette>;
}

/** The `home` of a product that has no pages but these. */
export const SIGN_IN = "sign-in";

/** Watchword's own brand. */
export const defaultBrand: Brand = {
  name: "Watchword",
  logo: null,
  favicon: null,
  touchIcon: null,
  support: null,
  links: { privacy: null, terms: null, imprint: null },
  home: SIGN_IN,
  radius: 4,
  font: null,
  light: {
    paper: "#fbfaf6",
    ink: "#16211d",
    muted: "#55605a",
    accent: "#0f6b4f",
    onAccent: "#fbfaf6",
    hairline: "#dcdcd2",
    edge: "#7d867f",
    error: "#a52a1c",
    mark: "#9a5b00",
  },
  dark: {
    paper: "#111614",
    ink: "#e9ede8",
    muted: "#a3ada6",
    accent: "#5fc79f",
    onAccent: "#111614",
    hairline: "#2b332f",
    edge: "#6f7b74",
    error: "#f39a8b",
    mark: "#e5ae5a",
  },
};
