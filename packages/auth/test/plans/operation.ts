import { queueAgeSeconds } from "@watchword/db/mail-queue";
import { lookForAlerts } from "../../src/alerts/alerts.ts";
import { keepAuditPartitions } from "../../src/audit/audit.ts";
import type { Auth } from "../../src/auth.ts";
import { cleanUp } from "../../src/clean-up/clean-up.ts";
import {
  listFailedMails,
  listSuppressedAddresses,
  releaseAddress,
  resendMail,
} from "../../src/delivery/delivery.ts";
import { isUnderAttack } from "../../src/alerts/under-attack.ts";
import {
  createAccount,
  disableAccount,
  enableAccount,
  endAccountSession,
  keepTotals,
  listEvents,
  RANGES,
  refillMailbox,
  viewAddress,
  viewOverview,
} from "../../src/flows/operator/operator.ts";

const NOBODY = "00000000-0000-4000-8000-000000000000";

/** What is done each minute, and each time that metrics are asked for. */
export async function doChores(auth: Auth): Promise<void> {
  await cleanUp(auth);
  await keepAuditPartitions(auth);
  await keepTotals(auth);
  await lookForAlerts(auth);
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
  for (const scope of ["users", "staff"]) await listEvents(auth, {}, { scope });
  const { next } = await listEvents(auth, {}, { limit: 200 });
  await listEvents(auth, {}, { before: next });
  await viewAddress(auth, { ...ada, limit: 50, ownSessionId: NOBODY });
  await viewAddress(auth, { ...ada, email: "nobody@example.com", limit: 50, ownSessionId: NOBODY });
  await refillMailbox(auth, { ...ada, kind: "sign-in", ofMailbox: true });
  const created = await createAccount(auth, { email: "new@example.com", collection: "users" });
  const userId = created.ok ? created.user.id : NOBODY;
  await disableAccount(auth, userId);
  await enableAccount(auth, userId);
  await endAccountSession(auth, NOBODY);
  const [failed] = await listFailedMails(auth, { collection: "users" });
  await resendMail(auth, failed?.id ?? NOBODY);
  await listSuppressedAddresses(auth);
  await releaseAddress(auth, "bounced-77@example.com");
}
