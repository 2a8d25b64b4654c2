import type { Brand } from "../src/brand.ts";

/** What `BRAND` can make of pages and mails. */
export const exampleBrand: Brand = {
  name: "Nordlicht",
  logo: "nordlicht ✦",
  favicon: null,
  touchIcon: null,
  support: "help@nordlicht.example",
  links: {
    privacy: "https://nordlicht.example/privacy",
    terms: "https://nordlicht.example/terms",
    imprint: "https://nordlicht.example/imprint",
  },
  home: "https://nordlicht.example/",
  radius: 12,
  font: '"Avenir Next", "Segoe UI", sans-serif',
  light: {
    paper: "#ffffff",
    ink: "#1b1d2a",
    muted: "#5b5f73",
    accent: "#5b3fd1",
    onAccent: "#ffffff",
    hairline: "#e2e3ec",
    edge: "#7f8498",
    error: "#b3261e",
    mark: "#b0246b",
  },
  dark: {
    paper: "#14151f",
    ink: "#ecedf5",
    muted: "#a5a9be",
    accent: "#b3a2ff",
    onAccent: "#14151f",
    hairline: "#2c2e3d",
    edge: "#6f7388",
    error: "#ffa08f",
    mark: "#ff8fc0",
  },
};
