import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { signInWithEmailOtp } from "../src/flows/email-otp/email-otp.ts";
import { signInWithPassword } from "../src/flows/password/password.ts";
import { rememberNow } from "../src/testing/remember-now.ts";
import { argon2 } from "../src/passwords/argon2.ts";
import { idToken, passwordToken, TokenError } from "../src/tokens/tokens.ts";
import { between } from "./between.ts";
import { ANEW, LAPTOP, type Product, startProduct } from "./product.ts";

let product: Product;
beforeAll(async () => void (product = await startProduct()));
afterAll(() => product.close());

const anybody = () => `${crypto.randomUUID()}@example.com`;

it("a person who signs in on somebody else's browser while they are signed up elsewhere gets a notice, and is signed in", async () => {
  const email = anybody();
  const { user: grace } = await product.signIn(anybody());
  const deviceCookie = await rememberNow(product.auth, grace);
  const { otpId, code } = await product.requestAndRead(email);
  const start = { ...ANEW, client: { ...LAPTOP, deviceCookie } };
  const result = await between(
    product.owner,
    (other) =>
      sql`
        WITH made AS (
          INSERT INTO users (collection, email, email_verified_at) VALUES ('users', ${email}, now()) RETURNING id
        ) INSERT INTO notices_told (user_id, kind) SELECT id, 'new-sign-in' FROM made`.execute(
        other,
      ),
    () => signInWithEmailOtp(product.auth, { challenge: otpId, code }, start),
    async () => {},
  );
  expect(result).toMatchObject({ ok: true, user: { email } });
  expect(await product.newestMail("new-sign-in")).toMatchObject({ to: email });
});

it("two sign-ins at once with the right password both succeed, even if the hash is renewed", async () => {
  const email = anybody();
  const password = "a friendly phrase of mine";
  await product.auth.createUser({ email, emailVerified: true });
  const salt = randomBytes(16);
  const hash = await argon2(password, salt, { memory: 8_192, passes: 1, parallelism: 1 });
  const [inSalt, inHash] = [salt, hash].map((bytes) => bytes.toString("base64").replace(/=+$/, ""));
  const stored = `$argon2id$v=19$m=8192,t=1,p=1$${inSalt}$${inHash}`;
  await sql`UPDATE users SET password_hash = ${stored} WHERE email = ${email}`.execute(
    product.owner,
  );
  const signIn = () =>
    signInWithPassword(product.auth, { email, collection: "users", password }, ANEW);
  const results = await Promise.all([signIn(), signIn()]);
  expect(results).toMatchObject([{ ok: true }, { ok: true }]);
});

it("a token of an account that is just being deleted is refused like one of an unknown account", async () => {
  const ada = await product.signIn(anybody());
  const issued = between(
    product.owner,
    (other) => sql`DELETE FROM users WHERE id = ${ada.user.id}`.execute(other),
    () => idToken(product.auth, "ticket", { expiresIn: 60 }).issue(ada.user.id),
    async () => {},
  );
  await expect(issued).rejects.toThrow("There is no such user.");
});

it("codes of an account are ended while they are guessed at, and nobody is locked out", async () => {
  const { user } = await product.signIn(anybody());
  const codes = passwordToken(product.auth, "gate", { expiresIn: 60 });
  for (let round = 0; round < 20; round++) {
    for (let code = 0; code < 6; code++) await codes.issue(user.id);
    const [guess, end] = await Promise.allSettled([
      codes.validate("123456", user.id),
      codes.invalidateAllUserTokens(user.id),
    ]);
    if (guess.status === "rejected") expect(guess.reason).toBeInstanceOf(TokenError);
    expect(end).toMatchObject({ status: "fulfilled" });
  }
});

it("a password doesn't sign in with an address that its account is just leaving", async () => {
  const email = anybody();
  const password = "a friendly phrase of mine";
  await product.auth.createUser({ email, emailVerified: true });
  await product.auth.updateKeyPassword("email", email, password);
  const result = await between(
    product.owner,
    (other) => sql`UPDATE users SET email = ${anybody()} WHERE email = ${email}`.execute(other),
    () => signInWithPassword(product.auth, { email, collection: "users", password }, ANEW),
    async () => {},
  );
  expect(result).toEqual({ ok: false, reason: "INVALID_CREDENTIALS" });
});
