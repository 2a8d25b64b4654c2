// Nobody's data: what the fixtures of all kinds are made of.

/** Asked for at 14:22 from a browser that says who it is. */
export const addressed = {
  id: "0f2d9c1e-6a53-4d0b-9a52-7c3f0b7a1e01",
  to: "ada@example.com",
  locale: "en" as const,
  requestedBy: { browser: "Firefox", os: "macOS", place: "Lisbon, PT" },
  resolvedAt: new Date("2026-11-20T14:22:00Z"),
};

export const unknownRequester = { browser: null, os: null, place: null };

export const longRequester = {
  browser: "Samsung Internet for Android",
  os: "Android",
  place: "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch, GB",
};

/** 254 characters. */
export const longAddress = `${"antidisestablishmentarianism.".repeat(2)}ada@${"a-department-with-a-long-name.".repeat(6)}example`;

export function link(path: string, expiresAt: string) {
  return { url: `https://watchword.example/${path}`, expiresAt: new Date(expiresAt) };
}

/** 300 characters and more. */
export function longLink(path: string, expiresAt: string) {
  return {
    url: `https://sign-in.a-company-with-a-long-name.example/${path}/${"Zk3vQ8nT1xYb7Rc5mJ0aLw".repeat(11)}`,
    expiresAt: new Date(expiresAt),
  };
}
