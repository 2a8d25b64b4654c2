import { type Product, startProduct } from "@watchword/auth/testing/product";
import { defaultBrand } from "@watchword/emails/brand";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openMailWork, sendWaiting } from "../src/mailer.ts";
import { queueMail } from "./queue-mail.ts";

const NEWER = "of-a-newer-release";

let product: Product;
const sent: string[] = [];
const warnings: unknown[] = [];
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

/** Sends what is due, as a mailer of this release does. */
async function sendDue(): Promise<void> {
  const work = openMailWork(product.auth, {
    provider: {
      async deliver({ id }) {
        sent.push(id);
        return { ok: true, provider: "of the test", providerId: null };
      },
      check: async () => null,
      close: () => {},
    },
    productOf: () => ({
      publicUrl: "https://watchword.test",
      brand: defaultBrand,
      from: "Watchword <sign-in@watchword.test>",
    }),
    mailsPerMinute: null,
    observer: {
      log: {
        info: () => {},
        warn: ({ kind }) => void warnings.push(kind),
        error: (_fields, message) => {
          throw new Error(message);
        },
      },
      inSpan: (_name, _options, run) => run(() => {}),
    },
  });
  await sendWaiting(product.auth, work, (message) => expect.fail(message), 100);
}

it("a mail that only a newer release can render waits for that, and loses no try", async () => {
  const { otpId } = await product.request();
  const { db } = product.auth;
  const { id: code } = await db
    .selectFrom("mails")
    .select("id")
    .where("token_id", "=", otpId)
    .executeTakeFirstOrThrow();
  const notice = await queueMail(db);
  const change = (kind: string, id: string) =>
    product.owner.updateTable("mails").set({ kind }).where("id", "=", id).execute();
  await Promise.all([code, notice].map((id) => change(NEWER, id)));
  await product.request("grace@example.com");

  await sendDue();
  expect(sent).toHaveLength(1);
  expect(warnings).toEqual([NEWER, NEWER]);
  const waiting = await db
    .selectFrom("mails")
    .select(["state", "tries"])
    .where("id", "in", [code, notice])
    .execute();
  expect(waiting).toEqual([
    { state: "queued", tries: 0 },
    { state: "queued", tries: 0 },
  ]);

  await change("email-otp", code);
  await product.passTime(1);
  await sendDue();
  expect(sent).toContain(code);
});
