import type { ChallengeMail } from "@watchword/db/mail-queue";
import { describe, expect, test } from "vitest";
import {
  emailChange,
  emailOtp,
  emailVerification,
  passwordSignUp,
} from "../previews/challenge-fixtures.ts";
import { partsOf, rendered, wordsOf } from "./reading.ts";

const kinds = [
  {
    states: emailOtp,
    subject: "482915 is your Watchword sign-in code",
    linkSubject: "Your Watchword sign-in link",
    label: "Your sign-in code",
    action: "Sign in",
    unused: "You can ignore this email. No one can sign in without it.",
    wantsSession: false,
  },
  {
    states: passwordSignUp,
    subject: "482915 is your Watchword sign-up code",
    linkSubject: "Your Watchword sign-up link",
    label: "Your sign-up code",
    action: "Finish signing up",
    unused: "You can ignore this email. No account is created without it.",
    wantsSession: false,
  },
  {
    states: emailVerification,
    subject: "482915 is your Watchword verification code",
    linkSubject: "Your Watchword verification link",
    label: "Your verification code",
    action: "Verify email address",
    unused: "You can ignore this email. The address isn’t verified without it.",
    wantsSession: true,
  },
  {
    states: emailChange,
    subject: "482915 is your code to change your Watchword email address",
    linkSubject: "Your link to change your Watchword email address",
    label: "Your code to change your email address",
    action: "Change email address",
    unused: "You can ignore this email. Nothing changes without it.",
    wantsSession: true,
  },
].map((kind) => ({ ...kind, kind: kind.states.code.kind }));

describe.each(kinds)("the mail $kind", ({ states, subject, linkSubject, label, ...words }) => {
  test("begins its subject with the code, without gaps", async () => {
    expect((await rendered(states.code)).subject).toBe(subject);
  });

  test("names the link in its subject if there is no code", async () => {
    expect((await rendered(states.linkAlone)).subject).toBe(linkSubject);
  });

  test("has the code at its head, as one text node, right after the word code", async () => {
    const { html } = await rendered(states.code);
    expect(html).toContain(`>${label}</h1><p `);
    expect(wordsOf(html)).toContain(`\n${label}\n482915\n`);
    expect((await rendered(states.code)).text).toContain(`${label}: 482915\n`);
  });

  test("sets the code in 32 px monospace", async () => {
    const { html } = await rendered(states.code);
    const style = /style="([^"]*)">482915</.exec(html)?.[1];
    expect(style).toContain("font-size:32px");
    expect(style).toContain("monospace");
  });

  test("has no code anywhere if it carries only the link, and says why", async () => {
    const { html, text } = await rendered(states.linkAlone);
    expect(html + text).not.toContain("482915");
    for (const part of [wordsOf(html), text]) expect(part).toContain("There’s no code this time:");
  });

  test("counts the time of code and link from their stored ends", async () => {
    const mail: ChallengeMail = {
      ...states.code,
      code: { digits: "482915", expiresAt: new Date("2026-11-20T14:37:00Z") },
      link: { ...states.code.link, expiresAt: new Date("2026-11-23T14:22:00Z") },
    };
    for (const part of await partsOf(mail)) {
      expect(part).toContain("It works for 15 minutes.");
      expect(part).toContain("The link works for 3 days, until 23 November 2026 at 14:22 UTC.");
    }
  });

  test("names the lifetimes of code and link separately only if they differ", async () => {
    const end = states.code.link.expiresAt;
    const code = { digits: "482915", expiresAt: end };
    for (const part of await partsOf({ ...states.code, code })) {
      expect(part).toMatch(/The code and the link work for .+\./);
      expect(part.match(/works? for/g)).toHaveLength(1);
    }
  });

  test("says where its code is entered: at the host that its link leads to", async () => {
    const link = { ...states.code.link, url: "https://accounts.acme.example:8443/sign-in/link/x" };
    const { html, text } = await rendered({ ...states.code, link });
    expect(text).toContain("\nEnter it only on accounts.acme.example.\n");
    expect(html).toContain('<strong translate="no">accounts.acme.example</strong>');
    for (const part of await partsOf(states.linkAlone)) expect(part).not.toContain("Only enter");
  });

  test("says on its button what the link does", async () => {
    const { html } = await rendered(states.code);
    expect(wordsOf(html)).toContain(`\n${words.action}\n`);
  });

  test.each(["code", "linkAlone"] as const)("tells a stranger to ignore it: %s", async (state) => {
    for (const part of await partsOf(states[state])) expect(part).toContain(words.unused);
  });

  test.each(["code", "linkAlone"] as const)(
    "says whether its link requires a session: %s",
    async (state) => {
      for (const part of await partsOf(states[state])) {
        const isSaid = part.includes("in a browser that’s signed in to your account");
        expect(isSaid).toBe(words.wantsSession);
      }
    },
  );

  test("shows a phrase if one was requested", async () => {
    for (const part of await partsOf({ ...states.code, phrase: "amber otter" })) {
      expect(part).toMatch(/Your security phrase(:|\n) ?amber otter\n.* shows the same words\./);
    }
    for (const part of await partsOf({ ...states.code, phrase: null })) {
      expect(part).not.toContain("security phrase");
    }
  });
});

test.each(["code", "linkAlone"] as const)(
  "a sign-up mail says where the password is chosen: %s",
  async (state) => {
    for (const part of await partsOf(passwordSignUp[state])) {
      expect(part).toMatch(
        /[Yy]ou choose your password on the page, and that creates your account\./,
      );
    }
  },
);
