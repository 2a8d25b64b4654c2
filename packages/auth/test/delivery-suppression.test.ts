import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  listSuppressedAddresses,
  recordMailEvent,
  releaseAddress,
  suppressBounced,
  suppressionOf,
} from "../src/delivery/delivery.ts";
import { signInWithEmailOtp } from "../src/flows/email-otp/email-otp.ts";
import { signInWithPassword } from "../src/flows/password/password.ts";
import { anybody, type MailsOnTheirWay, startWithMails, PASSWORD } from "./mails-on-their-way.ts";
import { ANEW, type Product } from "./product.ts";

let product: Product;
let mails: MailsOnTheirWay;
beforeAll(async () => {
  ({ product, mails } = await startWithMails());
});
afterAll(() => product.close());

describe("an address", () => {
  it("that has no mailbox isn't mailed for a day, whatever the mail", async () => {
    const { email, event } = await mails.mailOnItsWay();
    await recordMailEvent(product.auth, event("bounced", { hard: true, to: email.toUpperCase() }));
    expect(await suppressionOf(product.auth, email, "email-otp")).toBe("bounce");
    expect(await suppressionOf(product.auth, email, "password-changed")).toBe("bounce");
    await product.passTime(86_401);
    expect(await suppressionOf(product.auth, email, "email-otp")).toBeNull();
  });

  it("whose mailbox was full is mailed again", async () => {
    const { email, event } = await mails.mailOnItsWay();
    await recordMailEvent(product.auth, event("bounced"));
    expect(await suppressionOf(product.auth, email, "email-otp")).toBeNull();
  });

  it("that complained gets codes and links, but no notices of sign-ins", async () => {
    const { email, event } = await mails.mailOnItsWay();
    await recordMailEvent(product.auth, event("complained"));
    expect(await suppressionOf(product.auth, email, "email-otp")).toBeNull();
    expect(await suppressionOf(product.auth, email, "new-sign-in")).toBe("complaint");
  });

  it("that complained gets the link that undoes a change of address, and notices of changed credentials", async () => {
    const { email, event } = await mails.mailOnItsWay();
    await recordMailEvent(product.auth, event("complained"));
    const kinds = ["email-changed", "email-change-undone", "password-changed", "account-deleted"];
    const stopped = () =>
      Promise.all(kinds.map((kind) => suppressionOf(product.auth, email, kind)));
    expect(await stopped()).toEqual([null, null, null, null]);
    await suppressBounced(product.auth, email);
    expect(await stopped()).toEqual(["bounce", "bounce", "bounce", "bounce"]);
  });

  it("can also complain about a mail that was deleted long ago", async () => {
    const { event } = await mails.mailOnItsWay();
    const late = event("complained", { mailId: randomUUID(), to: "late@example.com" });
    await recordMailEvent(product.auth, late);
    expect(await suppressionOf(product.auth, "late@example.com", "new-sign-in")).toBe("complaint");
  });

  it("is mailed again once its owner uses a code or a link from it", async () => {
    const { email } = await mails.mailOnItsWay();
    const { otpId, code } = await product.requestAndRead(email);
    await suppressBounced(product.auth, email);
    const credential = { challenge: otpId, code: code === "000000" ? "000001" : "000000" };
    await signInWithEmailOtp(product.auth, credential, ANEW);
    expect(await suppressionOf(product.auth, email, "email-otp"), "a wrong guess").toBe("bounce");
    await signInWithEmailOtp(product.auth, { challenge: otpId, code }, ANEW);
    expect(await suppressionOf(product.auth, email, "email-otp")).toBeNull();
  });

  it("isn't mailed again after a complaint if its owner signs in by password", async () => {
    const email = anybody();
    await mails.notice(email);
    await suppressBounced(product.auth, email);
    const { event } = await mails.mailOnItsWay(email);
    await recordMailEvent(product.auth, event("complained"));
    const input = { email, collection: "users", password: "not the friendly phrase" };
    await signInWithPassword(product.auth, input, ANEW);
    expect(await suppressionOf(product.auth, email, "email-otp")).toBe("bounce");
    await signInWithPassword(product.auth, { ...input, password: PASSWORD }, ANEW);
    expect(await suppressionOf(product.auth, email, "email-otp")).toBeNull();
    expect(await suppressionOf(product.auth, email, "new-sign-in")).toBe("complaint");
  });

  it("can be released by an operator, who sees which addresses aren't mailed", async () => {
    const { email, event } = await mails.mailOnItsWay();
    const bounced = event("bounced", { hard: true });
    await recordMailEvent(product.auth, bounced);
    const suppressed = await listSuppressedAddresses(product.auth);
    expect(suppressed).toContainEqual(expect.objectContaining({ email, reason: "bounce" }));
    expect(await releaseAddress(product.auth, ` ${email.toUpperCase()} `)).toBe(true);
    expect(await releaseAddress(product.auth, email)).toBe(false);
    await recordMailEvent(product.auth, bounced);
    expect(
      await suppressionOf(product.auth, email, "email-otp"),
      "the same event again",
    ).toBeNull();
  });
});
