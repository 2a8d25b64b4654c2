import type { Brand } from "../src/brand.ts";

/** What `BRAND` can make of a mail. */
export const exampleBrand: Brand = {
  name: "Nordlicht",
  logo: "nordlicht ✦",
  support: "help@nordlicht.example",
  light: {
    paper: "#ffffff",
    ink: "#1b1d2a",
    muted: "#5b5f73",
    accent: "#5b3fd1",
    onAccent: "#ffffff",
    hairline: "#e2e3ec",
    mark: "#b0246b",
  },
  dark: {
    paper: "#14151f",
    ink: "#ecedf5",
    muted: "#a5a9be",
    accent: "#b3a2ff",
    onAccent: "#14151f",
    hairline: "#2c2e3d",
    mark: "#ff8fc0",
  },
};
