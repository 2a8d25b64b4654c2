import { createHash, createHmac } from "node:crypto";
import { formsOf } from "@watchword/db/testing/forms";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createAuth } from "../src/auth.ts";
import { sealChallenge } from "../src/challenge/start.ts";
import { signInWithEmailOtp } from "../src/flows/email-otp/email-otp.ts";
import { sealNotice } from "../src/notice/notice.ts";
import { idToken, passwordToken } from "../src/tokens/tokens.ts";
import { uuidByTime } from "../src/uuid.ts";
import { ANEW, LAPTOP, type Product, SECRET, startProduct } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

/** Every row of every table, the queue's too, as text; bytes in hex. */
async function dump(): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`.execute(product.owner);
  const texts = tables.map(async ({ name }) => {
    const { rows } = await sql<{
      row: string;
    }>`SELECT t::text AS row FROM ${sql.raw(name)} AS t`.execute(product.owner);
    return rows.map(({ row }) => row).join("\n");
  });
  return (await Promise.all(texts)).join("\n");
}

/** What somebody with the dump and no key would try a million codes with. */
function keylessHashes(code: string, context: string[]): string[] {
  const messages = [
    code,
    ...context.flatMap((part) => [part + code, code + part, `${part}:${code}`]),
  ];
  messages.push(JSON.stringify([...context, code]), [...context, code].join(":"));
  return ["md5", "sha1", "sha256", "sha512"].flatMap((algorithm) =>
    messages.flatMap((message) => [
      createHash(algorithm).update(message).digest("hex"),
      createHmac(algorithm, "").update(message).digest("hex"),
    ]),
  );
}

it("a dump of every table contains no code or token, nor a hash that can be reversed by trying codes", async () => {
  const secrets: string[] = [];
  const waiting = await product.requestAndRead("waiting@example.com");
  const signedIn = await product.requestAndRead("signed-in@example.com");
  const { code, otpId } = signedIn;
  const result = await signInWithEmailOtp(product.auth, { challenge: otpId, code }, ANEW);
  if (!result.ok) throw new Error(result.reason);
  secrets.push(result.secret, waiting.token, signedIn.token);
  const ofAccount = passwordToken(product.auth, "otp", { expiresIn: 600 });
  const accountCode = (await ofAccount.issue(result.user.id)).toString();
  secrets.push(
    (await idToken(product.auth, "reset", { expiresIn: 600 }).issue(result.user.id)).toString(),
  );

  const text = await dump();
  expect(text).toContain(waiting.otpId);
  for (const encoded of secrets.flatMap(formsOf)) expect(text).not.toContain(encoded);
  const codes = [waiting.code, signedIn.code, accountCode];
  const context = ["email-otp", "users", waiting.otpId, signedIn.otpId, result.user.id];
  for (const secret of codes) {
    expect(text).not.toMatch(new RegExp(`(?<![0-9a-f.])${secret}(?![0-9a-f])`));
    const encoded = formsOf(secret).filter((form) => form.length > secret.length);
    for (const form of encoded) expect(text).not.toContain(form);
    for (const hash of keylessHashes(secret, context)) expect(text).not.toContain(hash);
  }
});

it("what is sealed for mails says nothing of how a browser is known", async () => {
  const client = { ...LAPTOP, deviceCookie: "what a browser keeps" };
  const { id, sealed } = sealNotice(product.auth, { client });
  expect(JSON.parse(product.auth.keys.unseal(sealed, id) ?? "")).toEqual({ client: LAPTOP });
  const token = uuidByTime();
  const said = { code: null, token: "", phrase: null, next: null, client };
  const opened = product.auth.keys.unseal(sealChallenge(product.auth, token, said), token);
  expect(JSON.parse(opened ?? "")).toMatchObject({ client: LAPTOP });
  expect(opened).not.toContain(client.deviceCookie);
});

it("a consumed token keeps nothing sealed", async () => {
  const { otpId, token } = await product.requestAndRead();
  await signInWithEmailOtp(product.auth, { token }, ANEW);
  const row = await product.auth.db
    .selectFrom("tokens")
    .select("sealed")
    .where("id", "=", otpId)
    .executeTakeFirstOrThrow();
  expect(row.sealed).toBeNull();
});

it("secrets rotate: appended everywhere, then promoted, while codes and mails live on", async () => {
  const fresh = "a newer secret, also of more than thirty-two bytes";
  const { databaseUrl } = product;
  const before = await product.requestAndRead();
  const appended = createAuth({ database: databaseUrl, secret: [SECRET, fresh] });
  const promoted = createAuth({ database: databaseUrl, secret: [fresh, SECRET] });
  const credential = { challenge: before.otpId, code: before.code };
  expect(await signInWithEmailOtp(promoted, credential, ANEW)).toMatchObject({ ok: true });

  const stranger = createAuth({ database: databaseUrl, secret: fresh });
  const later = await product.requestAndRead();
  const other = { challenge: later.otpId, code: later.code };
  expect(await signInWithEmailOtp(stranger, other, ANEW)).toMatchObject({
    reason: "INVALID_TOKEN",
  });
  expect(await signInWithEmailOtp(appended, other, ANEW)).toMatchObject({ ok: true });
  await Promise.all([appended, promoted, stranger].map((auth) => auth.close()));
});
