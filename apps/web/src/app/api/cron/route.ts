import { lookForAlerts } from "@watchword/auth/alerts";
import { noteMailer } from "@watchword/db/readiness";
import { alertWork } from "@watchword/mailer/alerts";
import { type OnProblem, runDueWork } from "@watchword/mailer/worker";
import { logAlerts } from "../../../alerts/log-alerts.ts";
import { tellAlert } from "../../../alerts/tell-alert.ts";
import { getAuth } from "../../../auth/auth.ts";
import { getConfig } from "../../../environment/config.ts";
import { presents } from "../../../http/bearer.ts";
import { log } from "../../../log/log.ts";
import { functionMail, sendQueued } from "../../../serverless/mail.ts";

const SENDS_FOR_MS = 40_000;
const TIDIES_FOR_MS = 10_000;

/**
 * What a worker does each minute, and what it would have sent, where functions serve and no worker runs.
 * Mail comes last: a provider that takes its time may use up the function's.
 */
export async function GET(request: Request): Promise<Response> {
  const { cronSecret, alertWebhook } = getConfig();
  if (cronSecret === null) return new Response("Nobody calls this here.", { status: 404 });
  if (!presents(request, cronSecret)) return new Response("The secret is wrong.", { status: 401 });
  const auth = getAuth();
  await noteMailer(auth.db);
  const { tidy } = functionMail();
  await tidy(AbortSignal.timeout(TIDIES_FOR_MS));
  if (alertWebhook !== null) {
    logAlerts(await lookForAlerts(auth));
    const onProblem: OnProblem = (message, error) => log.warn({ err: error }, message);
    await runDueWork(
      alertWork(auth, (message) => tellAlert(alertWebhook, message)),
      onProblem,
    );
  }
  await sendQueued(SENDS_FOR_MS);
  return new Response(null, { status: 204 });
}

export const dynamic = "force-dynamic";
export const maxDuration = 60;
