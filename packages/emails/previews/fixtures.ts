import type { EmailOtpMail } from "@watchword/db/mail-queue";

/** Code and phrase, asked for from a browser that says who it is. */
export const codeAndPhrase: EmailOtpMail = {
  kind: "email-otp",
  id: "0f2d9c1e-6a53-4d0b-9a52-7c3f0b7a1e01",
  to: "ada@example.com",
  code: { digits: "482915", expiresAt: new Date("2026-11-20T14:32:00Z") },
  link: {
    url: "https://watchword.example/sign-in/link/wwl_Zk3vQ8nT1xYb7Rc5mJ0aLw",
    expiresAt: new Date("2026-11-20T14:42:00Z"),
  },
  phrase: "amber otter",
  requestedBy: { browser: "Firefox", os: "macOS", place: "Lisbon, PT" },
  resolvedAt: new Date("2026-11-20T14:22:00Z"),
};

export const codeWithoutPhrase: EmailOtpMail = { ...codeAndPhrase, phrase: null };

export const linkAlone: EmailOtpMail = { ...codeAndPhrase, code: null };

/** Sent again six minutes later: the same code, with what is left of its time. */
export const resent: EmailOtpMail = {
  ...codeAndPhrase,
  resolvedAt: new Date("2026-11-20T14:28:00Z"),
};

export const unknownDevice: EmailOtpMail = {
  ...codeAndPhrase,
  phrase: null,
  requestedBy: { browser: null, os: null, place: null },
};

/** The longest of everything: an address of 254 characters, a code of ten digits, a link of 300. */
export const longest: EmailOtpMail = {
  ...codeAndPhrase,
  to: `${"antidisestablishmentarianism.".repeat(2)}ada@${"a-department-with-a-long-name.".repeat(6)}example`,
  code: { digits: "4829150736", expiresAt: new Date("2026-11-20T14:32:00Z") },
  link: {
    url: `https://sign-in.a-company-with-a-long-name.example/sign-in/link/${"Zk3vQ8nT1xYb7Rc5mJ0aLw".repeat(11)}`,
    expiresAt: new Date("2026-11-20T14:42:00Z"),
  },
  phrase: "incomprehensible hippopotamus",
  requestedBy: {
    browser: "Samsung Internet for Android",
    os: "Android",
    place: "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch, GB",
  },
};
