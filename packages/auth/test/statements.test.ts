import { resendChallenge } from "../src/challenge/resend.ts";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { signInWithEmailOtp } from "../src/flows/email-otp/email-otp.ts";
import { generateOneTimeToken } from "../src/flows/one-time-token/one-time-token.ts";
import { findSession } from "../src/session/session.ts";
import { idToken } from "../src/tokens/tokens.ts";
import { watchReads } from "./plans/watch-reads.ts";
import { ANEW, type Product, startProduct } from "./product.ts";
import { watchStatements } from "./watch-statements.ts";

let product: Product;
let statements: string[];
beforeAll(async () => {
  product = await startProduct();
  statements = await watchStatements(product);
});
beforeEach(() => void statements.splice(0));
afterAll(() => product.close());

it("a request is one statement and never touches users", async () => {
  await product.signIn("ada@example.com");
  const { reads } = watchReads(product.auth, product.owner);
  statements.splice(0);
  await product.request("ada@example.com");
  expect(statements).toEqual(["start_challenge"]);
  expect(reads.filter(({ rows }) => rows > 0).map(({ table }) => table)).not.toContain("users");
  await product.signIn("ada@example.com");
  expect(reads.filter(({ rows }) => rows > 0).map(({ table }) => table)).toContain("users");
});

it("a sign-in is one statement", async () => {
  const { otpId, code } = await product.requestAndRead();
  statements.splice(0);
  const result = await signInWithEmailOtp(product.auth, { challenge: otpId, code }, ANEW);
  expect(result.ok).toBe(true);
  expect(statements).toHaveLength(1);
});

it("a resend and reading a session are one statement each", async () => {
  const { otpId } = await product.request();
  statements.splice(0);
  await resendChallenge(product.auth, "email-otp", otpId);
  expect(statements).toHaveLength(1);
  await findSession(product.auth, "unknown");
  expect(statements).toHaveLength(2);
});

it("calls go on while another release adds columns", async () => {
  const { auth } = product;
  const { user, secret } = await product.signIn("grace@example.com");
  const ticket = idToken(auth, "ticket", { expiresIn: 60 });
  async function useEverything() {
    const signedIn = await findSession(auth, secret);
    if (!signedIn) throw new Error("The session is over.");
    await generateOneTimeToken(auth, signedIn, { audience: null, codeChallenge: null });
    await ticket.validate((await ticket.issue(user.id)).toString());
    const { otpId } = await product.request();
    await resendChallenge(auth, "email-otp", otpId);
    await product.signIn("grace@example.com");
  }
  await useEverything();
  for (const table of ["users", "sessions", "tokens", "mails"])
    await sql`ALTER TABLE ${sql.table(table)} ADD COLUMN added text`.execute(product.owner);
  await useEverything();
});
