import { requestEmailOtp, signInWithEmailOtp } from "@watchword/auth/email-otp";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findBarriers, hasBrowser } from "./browser.ts";
import { devicesOf } from "./device-hand-off.ts";
import { heading, press } from "./page-actions.ts";
import { anybody, beginVisit, codeField, problemOn, type Visit, wrongCode } from "./visitor.ts";

const WHERE = "Where do you want to sign in?";
const NUMBER = "Number in the other browser";
const PLAIN: BrowserContextOptions = { javaScriptEnabled: false };

let visit: Visit;

describe.runIf(hasBrowser)("a sign-in whose link is opened on another device", () => {
  beforeAll(async () => {
    visit = await beginVisit();
  });
  afterAll(() => visit.end());

  const { onLaptop, onPhone } = devicesOf(() => visit);

  /** Spends the guesses at an address, as strangers may, so that its mails carry only the link. */
  async function spendGuesses(email: string): Promise<void> {
    const client = { ip: null, userAgent: null, place: null, locale: null };
    const asked = { email, collection: "users", phrase: false, next: null, client };
    for (let challenge = 0; challenge < 4; challenge++) {
      const { otpId } = await requestEmailOtp(visit.auth, asked);
      const guess = { challenge: otpId, code: wrongCode((await visit.newestMail(email)).code) };
      for (let guesses = 0; guesses < 5; guesses++)
        await signInWithEmailOtp(visit.auth, guess, { client, previousSecret: null });
    }
  }

  /** Stands before a sign-in whose mail carries only the link. */
  async function askForLink(page: Page, next = "") {
    const email = anybody();
    await spendGuesses(email);
    const seen = await visit.countMails(email);
    await page.goto(`${visit.web.url}/sign-in${next === "" ? "?" : `${next}&`}other`);
    await page.getByLabel("Email address").fill(email);
    await press(page, "Continue with email");
    await heading(page, "Use the link in your email");
    const { link } = await visit.newestMail(email, "", seen);
    return { email, link, number: await page.getByText(/^\d{3}$/).innerText() };
  }

  async function typeNumber(phone: Page, number: string) {
    await phone.getByLabel(NUMBER).fill(number);
    await press(phone, "Sign in there");
  }

  const another = (number: string) => String(100 + ((Number(number) - 99) % 900));

  it("continues where it was requested, with the code that the link's page shows", async () => {
    await onLaptop(async (page) => {
      const { code, link } = await visit.ask(page);
      await onPhone(async (phone) => {
        await phone.goto(link);
        await heading(phone, WHERE);
        await phone.getByText("You asked for this email in Chrome on Linux.").waitFor();
        expect(await findBarriers(phone)).toEqual([]);
        await codeField(page).fill(await phone.getByText(/^\d{6}$/).innerText());
        await visit.arrived(page);
        expect(await phone.getByText(code).innerText()).toBe(code);
      });
    });
  });

  it("may be finished on the phone as well", async () => {
    await onLaptop(async (page) => {
      const { email, link } = await visit.ask(page);
      await onPhone(async (phone) => {
        await phone.goto(link);
        await heading(phone, WHERE);
        await phone.getByLabel("Email address").fill(email);
        await press(phone, "Sign in");
        await visit.arrived(phone);
      }, PLAIN);
    });
  });

  it("isn't affected in the browser that asked, or for an older mail of that", async () => {
    await onLaptop(async (page) => {
      const { email, link } = await visit.ask(page);
      await page.goto(link);
      await heading(page, "Sign in here?");
      await visit.ask(page, { email });
      await page.goto(link);
      await heading(page, "Sign in here?");
    });
  });

  it("continues by itself once its number was typed at the link, if the mail has only a link", async () => {
    await onLaptop(async (page) => {
      const { link, number } = await askForLink(page, "?next=/account/device");
      expect(await findBarriers(page)).toEqual([]);
      await onPhone(async (phone) => {
        await phone.goto(link);
        await heading(phone, WHERE);
        expect(await findBarriers(phone)).toEqual([]);
        for (const typed of ["", "12", "somebody@example.org"]) {
          await typeNumber(phone, typed);
          await problemOn(phone).getByText("Enter the three digits").waitFor();
        }
        expect(await findBarriers(phone)).toEqual([]);
        await typeNumber(phone, ` ${number.split("").join(" ")} `);
        await visit.arrived(phone, "/sign-in/approved");
        await heading(phone, "You’re signed in there");
        expect(await findBarriers(phone)).toEqual([]);
        await visit.arrived(page, "/account/device");
        await phone.goto(link);
        await heading(phone, "This link has already been used");
      });
    });
  });

  it("doesn't continue after a wrong number, for which there is one try; the link signs in on the phone", async () => {
    await onLaptop(async (page) => {
      const { email, link, number } = await askForLink(page);
      await onPhone(async (phone) => {
        await phone.goto(link);
        await typeNumber(phone, another(number));
        await problemOn(phone).getByText("That wasn’t the number").waitFor();
        expect(await phone.getByLabel(NUMBER).count()).toBe(0);
        expect(await findBarriers(phone)).toEqual([]);
        await phone.reload();
        await problemOn(phone).getByText("That wasn’t the number").waitFor();
        await press(page, "I’ve entered the number");
        await problemOn(page).getByText("or a wrong one was").waitFor();
        await phone.getByLabel("Email address").fill(email);
        await press(phone, "Sign in");
        await visit.arrived(phone);
      });
    });
  });

  it("needs no script on either device for a number", async () => {
    await onLaptop(async (page) => {
      const { link, number } = await askForLink(page);
      const asked = { storageState: await page.context().storageState() };
      await page.close();
      await onLaptop(
        async (plain) => {
          await plain.goto(`${visit.web.url}/sign-in/code`);
          await press(plain, "I’ve entered the number");
          await problemOn(plain).getByText("hasn’t been entered yet").waitFor();
          await onPhone(async (phone) => {
            await phone.goto(link);
            await typeNumber(phone, "12");
            await problemOn(phone).getByText("Enter the three digits").waitFor();
            await typeNumber(phone, number);
            await heading(phone, "You’re signed in there");
            await phone.goto(link);
            await phone.getByText("The number was right.").waitFor();
            expect(await phone.getByLabel(NUMBER).count()).toBe(0);
          }, PLAIN);
          await press(plain, "I’ve entered the number");
          await visit.arrived(plain);
        },
        { ...asked, ...PLAIN },
      );
    });
  });

  it("says so in plain words if a plain form brings a wrong number", async () => {
    await onLaptop(async (page) => {
      const { link, number } = await askForLink(page);
      await onPhone(async (phone) => {
        await phone.goto(link);
        await typeNumber(phone, another(number));
        await problemOn(phone).getByText("That wasn’t the number").waitFor();
      }, PLAIN);
    });
  });
});
