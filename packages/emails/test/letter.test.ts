import type { NoticeMail } from "@watchword/db/mail-queue";
import { describe, expect, test } from "vitest";
import * as letters from "../previews/letter-fixtures.ts";
import { partsOf, rendered, urlsOf } from "./reading.ts";

const {
  accountDeleted,
  accountExists,
  emailChanged,
  emailChangeUndone,
  newSignIn,
  passwordChanged,
  passwordReset,
} = letters;

test.each([
  [accountExists.withoutCode, "You already have a Watchword account"],
  [passwordReset.link, "Set a new Watchword password"],
  [passwordChanged.known, "Your Watchword password was changed"],
  [newSignIn.known, "New sign-in to your Watchword account"],
  [accountDeleted.known, "Your Watchword account has been deleted"],
  [emailChanged.toNew, "This is now your Watchword email address"],
  [emailChanged.toOld, "Your Watchword email address was changed"],
  [emailChangeUndone.toReturned, "Your Watchword email address was restored"],
  [emailChangeUndone.toLeft, "A change of your Watchword email address was undone"],
])("the subject of $kind is: %s", async (mail, subject) => {
  expect((await rendered(mail)).subject).toBe(subject);
});

describe("the mail to somebody who requests an account and has one", () => {
  const { twoWays, withoutCode } = accountExists;

  test("offers two links: first to sign in, then to set a new password", async () => {
    for (const part of await partsOf(twoWays)) {
      expect(part).toContain("already has an account");
    }
    const { html, text } = await rendered(twoWays);
    for (const part of [html, text]) {
      expect(part.indexOf(twoWays.link.url)).toBeGreaterThan(0);
      expect(part.indexOf(twoWays.resetUrl)).toBeGreaterThan(part.indexOf(twoWays.link.url));
    }
  });

  test("says how long its link works, and that nobody else may have it", async () => {
    for (const part of await partsOf(withoutCode)) {
      expect(part).toContain("The link works for 20 minutes.");
      expect(part).toContain("Never share this link. We’ll never ask for it.");
      expect(part).toContain("Nothing has happened");
    }
  });

  test("has a code that signs in, first and in its subject, where a code can be entered", async () => {
    const { subject, text } = await rendered(twoWays);
    expect(subject).toBe("482915 is your Watchword sign-in code: you have an account");
    expect(text).toContain("Your sign-in code for the sign-up page: 482915\n");
    expect(text.indexOf("482915")).toBeLessThan(text.indexOf(twoWays.link.url));
    for (const part of await partsOf(twoWays)) expect(part).toContain("Never");
  });
});

describe("a password reset", () => {
  test("says how long its link works, and that without it nothing changes", async () => {
    for (const part of await partsOf(passwordReset.link)) {
      expect(part).toContain("The link works for 60 minutes.");
      expect(part).toContain("You can ignore this email. Your password stays the same.");
      expect(part).toContain("signs you out everywhere");
    }
  });
});

const notices: [NoticeMail, said: string, advised: string][] = [
  [passwordChanged.known, "you’ve been signed out everywhere else", "reset your password there"],
  [newSignIn.known, "on a new device", "sign in and end that session"],
  [accountDeleted.known, "you can’t sign in to it any more", "Your account can’t be restored."],
  [
    emailChanged.toNew,
    "ada@example.com is now your account’s email address",
    "We’ve told the old address too",
  ],
];

describe.each(notices)("the notice $kind", (mail, said, advised) => {
  test("says what happened, who did it and what to do", async () => {
    for (const part of await partsOf(mail)) {
      for (const words of [said, "Firefox on macOS", "Not you?", advised]) {
        expect(part).toContain(words);
      }
    }
  });

  test("holds no link, so a copy of the mail has nothing to press", async () => {
    const { html, text } = await rendered(mail);
    expect(urlsOf(mail)).toEqual([]);
    expect(html + text).not.toMatch(/href=|Button not working/);
  });
});

test("a notice for several events says how many there were, and a notice for one event doesn't", async () => {
  for (const part of await partsOf(newSignIn.oftenMore))
    expect(part).toContain("This happened 22 more times in the last hour.");
  for (const part of await partsOf(newSignIn.onceMore)) expect(part).toContain("once more in");
  for (const part of await partsOf(newSignIn.known)) expect(part).not.toContain("in the last hour");
});

describe("a changed address", () => {
  test("tells the old address the new one, and how, until when and with what effect to undo the change", async () => {
    for (const part of await partsOf(emailChanged.toOld)) {
      expect(part).toContain("g•••@example.org is now your account’s email address.");
      expect(part).toContain("gets this email address back, and every session ends");
      expect(part).toContain("If it has a password, it’s removed");
      expect(part).toContain("The link works for 7 days, until 27 November 2026 at 14:22 UTC.");
      expect(part).toMatch(/Undo the change/);
      expect(part).toContain("Never share this link. We’ll never ask for it.");
    }
  });

  test("promises the old address nothing if the change can't be undone", async () => {
    for (const part of await partsOf(emailChanged.toOldWithoutUndo)) {
      expect(part).toContain("g•••@example.org is now your account’s email address.");
      expect(part).toContain("This address can’t undo the change.");
      expect(part).not.toMatch(/Undo the change/);
    }
  });

  test("names the new address in the mail to it, even if it isn't passed along", async () => {
    const { toNew } = emailChanged;
    expect(await rendered({ ...toNew, newEmail: toNew.to })).toEqual(await rendered(toNew));
  });

  test("always includes a link that it gets", async () => {
    const { undo } = emailChanged.toOld;
    for (const part of await partsOf({ ...emailChanged.toNew, undo })) {
      expect(part).toContain("Another address is now your account’s email address.");
    }
    const { html, text } = await rendered({ ...emailChanged.toNew, undo });
    for (const part of [html, text]) expect(part).toContain(undo?.url);
  });
});
