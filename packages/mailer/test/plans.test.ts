import { randomUUID } from "node:crypto";
import { type Auth, createAuth } from "@watchword/auth";
import { recordMailEvent, suppressBounced, suppressionOf } from "@watchword/auth/delivery";
import { resolveMail } from "@watchword/auth/testing";
import { fillTables, MANY } from "@watchword/auth/testing/fill";
import { type Product, SECRET, startProduct } from "@watchword/auth/testing/product";
import { type Read, watchReads } from "@watchword/auth/testing/watch-reads";
import { queueAgeSeconds } from "@watchword/db/mail-queue";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { claimAlerts, dropAlert, putAlertBack } from "../src/alert-claim.ts";
import { claimMails, nextMailInMs, renewMails } from "../src/claim.ts";
import { claimCleanUp } from "../src/clean-up-turn.ts";
import { claimLogouts, dropLogout, putLogoutBack } from "../src/logout-claim.ts";
import { readMailFigures } from "../src/figures.ts";
import { putBack } from "../src/settle.ts";
import { noteSent, settleMail } from "../src/testing/testing.ts";

/** Rows of one table that a statement may meet: a page of them, or a minute's. */
const FEW = MANY / 40;
const NOBODY = "00000000-0000-4000-8000-000000000000";

let product: Product;
let mailing: Auth;
let watched: { reads: Read[]; texts: Set<string> };

beforeAll(async () => {
  product = await startProduct();
  mailing = createAuth({ database: product.databaseUrl, secret: SECRET });
  await fillTables(product.owner);
  watched = watchReads(mailing, product.owner);
});
beforeEach(() => {
  watched.reads.length = 0;
  watched.texts.clear();
});
afterAll(async () => {
  await mailing.close();
  await product.close();
});

it("sending a mail and recording its events reads a few rows of tables that have many", async () => {
  await sendMails(product, mailing);
  expect(watched.texts.size).toBeGreaterThan(8);
  expect(tooMany()).toEqual([]);
});

it("telling alerts and logouts, and reading the figures of mail, reads a few rows of tables that have many", async () => {
  const alert = { id: NOBODY, lease: NOBODY, tries: 0 };
  const message = { id: "", type: "", timestamp: "", data: {} };
  await claimAlerts(mailing.db, NOBODY, 1);
  await putAlertBack(mailing.db, { ...alert, message }, 1_000);
  await dropAlert(mailing.db, { ...alert, message });
  const app = { appId: "app-1", registration: null };
  const ended = { ...app, collection: "users", userId: NOBODY, sessionId: NOBODY };
  await claimLogouts(mailing.db, NOBODY, { limit: 12, perApp: 4, but: ["app-2"] });
  await putLogoutBack(mailing.db, { ...alert, ...ended }, 1_000);
  await dropLogout(mailing.db, { ...alert, ...ended });
  await claimCleanUp(mailing.db);
  await readMailFigures(mailing.db);
  await queueAgeSeconds(mailing.db);
  expect(watched.texts.size).toBeGreaterThan(6);
  expect(tooMany()).toEqual([]);
});

/** What a mailer does for a mail. */
async function sendMails({ auth: asking, request }: Product, auth: Auth): Promise<void> {
  const { otpId } = await request();
  const { id } = await asking.db
    .selectFrom("mails")
    .select("id")
    .where("token_id", "=", otpId)
    .executeTakeFirstOrThrow();
  const lease = randomUUID();
  await claimMails(auth, lease, "awaited", 10);
  await claimMails(auth, lease, "notice", 10);
  await renewMails(auth, lease, [id]);
  await nextMailInMs(auth.db, ["awaited"]);
  await resolveMail(auth, "https://watchword.test", id);
  await suppressionOf(auth, "ada@example.com", "email-otp");
  await putBack(auth, { id, lease }, { pauseMs: 0 });
  await noteSent(auth, id, { provider: "resend", providerId: "theirs" });
  const event = { provider: "resend", providerId: "theirs", mailId: id, to: "ada@example.com" };
  await recordMailEvent(auth, { ...event, state: "bounced", hard: true, at: new Date() });
  await recordMailEvent(auth, {
    ...event,
    mailId: null,
    state: "complained",
    hard: true,
    at: new Date(),
  });
  await settleMail(auth, id, { state: "failed" });
  await suppressBounced(auth, "ada@example.com");
}

function tooMany(): Read[] {
  return watched.reads.filter(({ rows, scans }) => rows > FEW || scans);
}
