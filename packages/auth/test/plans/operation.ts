import { randomUUID } from "node:crypto";
import { claimAlerts, dropAlert, putAlertBack } from "@watchword/db/alert-queue";
import { claimCleanUp } from "@watchword/db/chores";
import { claimMails, nextMailInMs, renewMails } from "@watchword/db/mail-claim";
import { noteSent, putBack, settleMail } from "@watchword/db/mail-delivery";
import { readMailFigures } from "@watchword/db/mail-figures";
import { queueAgeSeconds } from "@watchword/db/mail-queue";
import { lookForAlerts } from "../../src/alerts/alerts.ts";
import { keepAuditPartitions } from "../../src/audit/audit.ts";
import type { Auth } from "../../src/auth.ts";
import { cleanUp } from "../../src/clean-up.ts";
import {
  listFailedMails,
  listSuppressedAddresses,
  recordMailEvent,
  releaseAddress,
  resendMail,
  suppressBounced,
  suppressionOf,
} from "../../src/delivery/delivery.ts";
import { isUnderAttack } from "../../src/guess-budget/under-attack.ts";
import {
  createAccount,
  disableAccount,
  enableAccount,
  endAccountSession,
  keepTotals,
  listEvents,
  RANGES,
  viewAddress,
  viewOverview,
} from "../../src/operator/operator.ts";
import { resolveMail } from "../../src/resolve-mail.ts";
import type { Product } from "../product.ts";

const NOBODY = "00000000-0000-4000-8000-000000000000";

/** What the worker does for a mail. */
export async function sendMails({ auth: asking, request }: Product, auth: Auth): Promise<void> {
  const { otpId } = await request();
  const { id } = await asking.db
    .selectFrom("mails")
    .select("id")
    .where("token_id", "=", otpId)
    .executeTakeFirstOrThrow();
  const lease = randomUUID();
  await claimMails(auth.db, lease, "awaited", 10);
  await claimMails(auth.db, lease, "notice", 10);
  await renewMails(auth.db, lease, [id]);
  await nextMailInMs(auth.db, ["awaited"]);
  await resolveMail(auth, "https://watchword.test", id);
  await suppressionOf(auth, "ada@example.com", "email-otp");
  await putBack(auth.db, { id, lease }, { pauseMs: 0 });
  await noteSent(auth.db, id, { provider: "resend", providerId: "theirs" });
  const event = { provider: "resend", providerId: "theirs", mailId: id, to: "ada@example.com" };
  await recordMailEvent(auth, { ...event, state: "bounced", hard: true, at: new Date() });
  await recordMailEvent(auth, {
    ...event,
    mailId: null,
    state: "complained",
    hard: true,
    at: new Date(),
  });
  await settleMail(auth.db, id, { state: "failed" });
  await suppressBounced(auth, "ada@example.com");
}

/** What is done each minute, and each time that metrics are asked for. */
export async function doChores(auth: Auth): Promise<void> {
  await cleanUp(auth);
  await keepAuditPartitions(auth);
  await keepTotals(auth);
  await lookForAlerts(auth);
  const alert = { id: NOBODY, lease: NOBODY, tries: 0 };
  const message = { id: "", type: "", timestamp: "", data: {} };
  await claimAlerts(auth.db, NOBODY, 1);
  await putAlertBack(auth.db, { ...alert, message }, 1_000);
  await dropAlert(auth.db, { ...alert, message });
  await claimCleanUp(auth.db);
  await readMailFigures(auth.db);
  await queueAgeSeconds(auth.db);
  await isUnderAttack(auth);
}

export async function operate(auth: Auth): Promise<void> {
  const ada = { email: "user-77@example.com", collection: "users" };
  for (const range of RANGES) await viewOverview(auth, range);
  const from = new Date(Date.now() - 86_400_000);
  await listEvents(auth, {});
  await listEvents(auth, { from, to: new Date() });
  await listEvents(auth, { event: "email-otp.request" });
  await listEvents(auth, { event: "operator.disable-user" });
  await listEvents(auth, { outcome: "refused" });
  await listEvents(auth, { event: "email-otp.request", outcome: "failed" });
  await listEvents(auth, { reason: "INVALID_TOKEN" });
  await listEvents(auth, { requestId: "77" });
  await listEvents(auth, ada);
  const { next } = await listEvents(auth, {}, { limit: 200 });
  await listEvents(auth, {}, { before: next });
  await viewAddress(auth, { ...ada, limit: 50, ownSessionId: NOBODY });
  const created = await createAccount(auth, { email: "new@example.com", collection: "users" });
  const userId = created.ok ? created.user.id : NOBODY;
  await disableAccount(auth, userId);
  await enableAccount(auth, userId);
  await endAccountSession(auth, NOBODY);
  const [failed] = await listFailedMails(auth, { limit: 1 });
  await resendMail(auth, failed?.id ?? NOBODY);
  await listSuppressedAddresses(auth);
  await releaseAddress(auth, "bounced-77@example.com");
}
