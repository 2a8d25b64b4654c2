import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { deleteAccount } from "../src/flows/account/account.ts";
import { undoEmailChange } from "../src/flows/email-change/email-change.ts";
import { signInWithEmailOtp } from "../src/flows/email-otp/email-otp.ts";
import { HookError } from "../src/hooks.ts";
import { changeAddress } from "./address-changes.ts";
import { ANEW, LAPTOP, type Product, startProduct, wrongCode } from "./product.ts";

/** What an app keeps of its customers, in a table that Watchword has by the same name. */
const INSERT = "INSERT INTO users (id, email) VALUES ($1, $2)";

let product: Product;
let told: string[] = [];
let failing: Error | null = null;
let broken: string | null = null;
beforeAll(async () => {
  product = await startProduct({
    hooks: {
      async userCreated({ user }, client) {
        told.push(`created ${user.email}`);
        await client.query(INSERT, [user.id, user.email]);
        if (broken !== null) await client.query(broken).catch(() => {});
        if (failing) throw failing;
      },
      signedIn: ({ user }) => void told.push(`signed in ${user.email}`),
      async emailChanged({ user, previousEmail }, client) {
        told.push(`moved from ${previousEmail} to ${user.email}`);
        const values = [user.email, user.id];
        await client.query("UPDATE users SET email = $1 WHERE id = $2", values);
      },
      async userDeleted({ user }, client) {
        told.push(`deleted ${user.email}`);
        await client.query("DELETE FROM users WHERE id = $1", [user.id]);
      },
    },
  });
  await sql`CREATE TABLE public.users (id uuid PRIMARY KEY, email text)`.execute(product.owner);
  await sql`GRANT ALL ON public.users TO PUBLIC`.execute(product.owner);
});
afterAll(() => product.close());
beforeEach(() => {
  told = [];
  failing = null;
});

async function customers(): Promise<string[]> {
  const { rows } = await sql<{ email: string }>`SELECT email FROM public.users`.execute(
    product.owner,
  );
  return rows.map(({ email }) => email);
}

it("a sign-up calls the hooks of the account and of the sign-in, and what the app writes commits with it", async () => {
  await product.signIn("ada@example.com");
  expect(told).toEqual(["created ada@example.com", "signed in ada@example.com"]);
  expect(await customers()).toContain("ada@example.com");
});

it("a change of address calls its hook, and so does undoing it", async () => {
  const visitor = await product.signIn("owner@example.com");
  told = [];
  const { undo } = await changeAddress(product, visitor, "thief@example.com");
  expect(told).toEqual(["moved from owner@example.com to thief@example.com"]);
  expect(await customers()).toContain("thief@example.com");
  expect(await undoEmailChange(product.auth, undo, LAPTOP)).toEqual({ ok: true });
  expect(told.slice(1)).toEqual(["moved from thief@example.com to owner@example.com"]);
  expect(await customers()).not.toContain("thief@example.com");
  expect(await customers()).toContain("owner@example.com");
});

it("a later sign-in doesn't call the hook of a new account", async () => {
  await product.signIn("bob@example.com");
  told = [];
  await product.signIn("bob@example.com");
  expect(told).toEqual(["signed in bob@example.com"]);
});

it("a wrong code calls no hook, and is counted", async () => {
  const { otpId, code } = await product.requestAndRead("carol@example.com");
  const guess = { challenge: otpId, code: wrongCode(code) };
  for (let times = 0; times < 5; times++) await signInWithEmailOtp(product.auth, guess, ANEW);
  const answer = await signInWithEmailOtp(product.auth, { challenge: otpId, code }, ANEW);
  expect(answer).toMatchObject({ ok: false, reason: "TOO_MANY_ATTEMPTS" });
  expect(told).toEqual([]);
});

it("a hook that throws undoes the sign-in, and the same code works again", async () => {
  const { otpId, code } = await product.requestAndRead("dan@example.com");
  const signIn = () => signInWithEmailOtp(product.auth, { challenge: otpId, code }, ANEW);
  failing = new Error("the app's own trouble");
  await expect(signIn()).rejects.toThrow(HookError);
  expect(await customers()).not.toContain("dan@example.com");
  failing = null;
  expect(await signIn()).toMatchObject({ ok: true, user: { email: "dan@example.com" } });
  expect(await customers()).toContain("dan@example.com");
});

it("a statement that failed undoes the sign-in, even if the hook ignores it", async () => {
  const { otpId, code } = await product.requestAndRead("erin@example.com");
  broken = "SELECT 1 / 0";
  const signIn = () => signInWithEmailOtp(product.auth, { challenge: otpId, code }, ANEW);
  await expect(signIn()).rejects.toThrow("a statement in it failed");
  expect(await customers()).not.toContain("erin@example.com");
  broken = null;
  expect(await signIn()).toMatchObject({ ok: true });
});

it("32 right codes at once make one session and one customer", async () => {
  const { otpId, code } = await product.requestAndRead("frank@example.com");
  const answers = await Promise.all(
    Array.from({ length: 32 }, () =>
      signInWithEmailOtp(product.auth, { challenge: otpId, code }, ANEW),
    ),
  );
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(told).toEqual(["created frank@example.com", "signed in frank@example.com"]);
});

it("an account that the app makes or deletes calls the hook in that transaction", async () => {
  await product.auth.createUser({ email: "grace@example.com" });
  expect(told).toEqual(["created grace@example.com"]);
  const heidi = await product.signIn("heidi@example.com");
  told = [];
  await deleteAccount(product.auth, heidi, LAPTOP);
  expect(told).toEqual(["deleted heidi@example.com"]);
  expect(await customers()).not.toContain("heidi@example.com");
});
