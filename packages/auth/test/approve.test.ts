import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { approveChallenge, matchNumbers } from "../src/challenge/approve.ts";
import { inspectLink } from "../src/challenge/inspect-link.ts";
import { challengeStatus } from "../src/challenge/status.ts";
import { signInWithEmailOtp } from "../src/flows/email-otp/email-otp.ts";
import { findSession } from "../src/session/session.ts";
import { type Fleet, startFleet } from "./processes/fleet.ts";
import { ANEW, type Product, SECRET, startProduct, tokenOf, wrongCode } from "./product.ts";

let product: Product;
let fleet: Fleet;
beforeAll(async () => {
  product = await startProduct({ policy: { guessBudget: { perAddress: 1 } } });
  const orders = { databaseUrl: product.databaseUrl, secret: SECRET };
  fleet = await startFleet([orders, orders]);
});
afterAll(async () => {
  await fleet.stop();
  await product.close();
});

let people = 0;

/** A sign-in whose mail carries only the link, since somebody has spent the address's guesses. */
async function waitFor() {
  const email = `waiting-${++people}@example.com`;
  const spent = await product.requestAndRead(email);
  await signIn({ challenge: spent.otpId, code: wrongCode(spent.code) });
  const { otpId, secret } = await product.request(email);
  const mail = await product.readMail(otpId);
  if (!mail || mail.code) throw new Error("The mail carries a code.");
  const { number } = await status(otpId);
  return { email, otpId, secret, token: tokenOf(mail), number: number ?? "" };
}

const signIn = (credential: Parameters<typeof signInWithEmailOtp>[1]) =>
  signInWithEmailOtp(product.auth, credential, ANEW);
const approve = (token: string, number: string) =>
  approveChallenge(product.auth, "email-otp", { token, number });
const another = (number: string) => String(100 + ((Number(number) - 99) % 900));

async function status(otpId: string) {
  const standing = await challengeStatus(product.auth, "email-otp", otpId);
  if (!standing.ok) throw new Error(standing.reason);
  return standing.status;
}

describe("a browser that waits for a link which is opened elsewhere", () => {
  it("is let in, once, by the number that it shows", async () => {
    const { otpId, secret, token, number, email } = await waitFor();
    expect(number).toMatch(/^[1-9]\d\d$/);
    expect(await status(otpId)).toMatchObject({ approved: false, codeLength: null });
    expect(await signIn({ approved: otpId, secret })).toMatchObject({ reason: "INVALID_TOKEN" });

    expect(await approve(token, number)).toEqual({ ok: true });
    expect(await status(otpId)).toMatchObject({ approved: true, consumed: false });
    const signedIn = await signIn({ approved: otpId, secret });
    expect(signedIn).toMatchObject({ ok: true, user: { email } });
    if (signedIn.ok) expect(await findSession(product.auth, signedIn.secret)).not.toBeNull();

    expect(await signIn({ approved: otpId, secret })).toMatchObject({ reason: "INVALID_TOKEN" });
    expect(await signIn({ token })).toMatchObject({ reason: "INVALID_TOKEN" });
  });

  it("stays out after a wrong number, and the right one comes too late; the link works on", async () => {
    const { otpId, secret, token, number } = await waitFor();
    expect(await approve(token, another(number))).toMatchObject({ reason: "INVALID_TOKEN" });
    expect(await inspectLink(product.auth, "email-otp", token)).toMatchObject({ approved: false });
    expect(await approve(token, number)).toMatchObject({ reason: "INVALID_TOKEN" });
    expect(await signIn({ approved: otpId, secret })).toMatchObject({ reason: "INVALID_TOKEN" });
    expect(await signIn({ token })).toMatchObject({ ok: true });
  });

  it("isn't let in by a link that is used, expired or unknown", async () => {
    const used = await waitFor();
    await signIn({ token: used.token });
    expect(await approve(used.token, used.number)).toMatchObject({ reason: "INVALID_TOKEN" });
    const late = await waitFor();
    await product.passTime(1201);
    expect(await approve(late.token, late.number)).toMatchObject({ reason: "EXPIRED_TOKEN" });
    expect(await signIn({ approved: late.otpId, secret: late.secret })).toMatchObject({
      reason: "EXPIRED_TOKEN",
    });
    expect(await approve("unknown", "123")).toMatchObject({ reason: "INVALID_TOKEN" });
  });

  it("isn't let in by only its id, which the record contains too", async () => {
    const { otpId, token, number, secret } = await waitFor();
    await approve(token, number);
    const other = await waitFor();
    for (const wrong of ["", "x", other.secret])
      expect(await signIn({ approved: otpId, secret: wrong })).toMatchObject({
        reason: "INVALID_TOKEN",
      });
    expect(await signIn({ approved: otpId, secret })).toMatchObject({ ok: true });
  });

  it("shows no number, and isn't let in, if its mail carries a code, even if the code's tries are spent", async () => {
    const { otpId, secret } = await product.request("with-code@example.com");
    const mail = await product.readMail(otpId);
    if (!mail?.code) throw new Error("The mail carries no code.");
    const [numberBefore] = matchNumbers(product.auth, otpId);
    expect(await status(otpId)).toMatchObject({ number: null, codeLength: 6 });
    expect(await approve(tokenOf(mail), numberBefore)).toMatchObject({ reason: "INVALID_TOKEN" });
    await product.owner
      .updateTable("tokens")
      .set({ attempts: 5 })
      .where("id", "=", otpId)
      .execute();
    expect(await status(otpId)).toMatchObject({ number: null, codeLength: null });
    expect(await approve(tokenOf(mail), numberBefore)).toMatchObject({ reason: "INVALID_TOKEN" });
    expect(await signIn({ approved: otpId, secret })).toMatchObject({ reason: "INVALID_TOKEN" });
  });
});

describe("a browser whose mail carried a code", () => {
  /** A sign-in whose mail carried a code, and a check that no number is a way around it. */
  async function withCode(email: string) {
    const { otpId, secret } = await product.request(email);
    const mail = await product.readMail(otpId);
    if (!mail?.code) throw new Error("The mail carries no code.");
    const [number] = matchNumbers(product.auth, otpId);
    return async () => {
      expect(await status(otpId)).toMatchObject({ number: null });
      expect(await approve(tokenOf(mail), number)).toMatchObject({ reason: "INVALID_TOKEN" });
      expect(await signIn({ approved: otpId, secret })).toMatchObject({ reason: "INVALID_TOKEN" });
      expect(await signIn({ token: tokenOf(mail) })).toMatchObject({ ok: true });
    };
  }

  it("gets no number by spending the guesses of its address", async () => {
    const email = "guessed-at@example.com";
    const expectNoNumber = await withCode(email);
    const spent = await product.requestAndRead(email);
    await signIn({ challenge: spent.otpId, code: wrongCode(spent.code) });
    await expectNoNumber();
  });

  it("gets no number by waiting until the code has expired and its link is still live", async () => {
    const expectNoNumber = await withCode("late@example.com");
    await product.passTime(601);
    await expectNoNumber();
  });
});

describe("over two processes", () => {
  it("32 numbers at once count as one try", async () => {
    for (let round = 0; round < 5; round++) {
      const { otpId, token, number } = await waitFor();
      const answers = await fleet.call(
        Array.from({ length: 32 }, (_, index) => ({
          kind: "approve" as const,
          token,
          number: index % 2 === 0 ? number : another(number),
        })),
      );
      const right = answers.filter(({ ok }) => ok).length;
      expect(right).toBeLessThan(2);
      expect((await status(otpId)).approved).toBe(right === 1);
    }
  });

  it("32 sign-ins by one approval make one session", async () => {
    for (let round = 0; round < 5; round++) {
      const { otpId, secret, token, number } = await waitFor();
      await approve(token, number);
      const answers = await fleet.call(
        Array.from({ length: 32 }, () => ({ kind: "approved" as const, otpId, secret })),
      );
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    }
  });
});

describe("the link of a mail with a code", () => {
  it("shows that code and who asked, while the code may be tried", async () => {
    const { code, token, otpId } = await product.requestAndRead("elsewhere@example.com");
    const link = await inspectLink(product.auth, "email-otp", token);
    expect(link).toMatchObject({ otpId, code, requestedBy: { browser: "Firefox", os: "macOS" } });
    await product.passTime(601);
    expect(await inspectLink(product.auth, "email-otp", token)).toMatchObject({ code: null });
  });
});
