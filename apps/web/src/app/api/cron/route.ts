import type { Auth } from "@watchword/auth";
import { lookForAlerts } from "@watchword/auth/alerts";
import { noteMailer } from "@watchword/db/readiness";
import { isUnavailable } from "@watchword/db/unavailable";
import { logAlerts } from "../../../alerts/log-alerts.ts";
import { tellDueAlerts } from "../../../alerts/tell-due-alerts.ts";
import { getAuth } from "../../../auth/auth.ts";
import { getConfig } from "../../../environment/config.ts";
import { presents } from "../../../http/bearer.ts";
import { answerOutage } from "../../../http/outage-answer.ts";
import { log } from "../../../log/log.ts";
import { functionMail, sendQueued } from "../../../serverless/mail.ts";

/** For so long something is begun. What then is under way has the rest of the function's time. */
const BEGINS_FOR_MS = 40_000;

/**
 * What a worker does each minute, and what it would have sent, where functions serve and no worker runs. No step fails
 * with another.
 */
export async function GET(request: Request): Promise<Response> {
  const { cronSecret } = getConfig();
  if (cronSecret === null) return new Response("Nobody calls this here.", { status: 404 });
  if (!presents(request, cronSecret)) return new Response("The secret is wrong.", { status: 401 });
  const first = await failureOf(["say that a mailer lives", ({ db }) => noteMailer(db)]);
  // Without the database each of the others would wait for it in turn.
  if (isUnavailable(first)) return answerOutage(first);
  const others = await Promise.all(Object.entries(STEPS).map(failureOf));
  const outage = others.find(isUnavailable);
  if (outage) return answerOutage(outage);
  if (first || others.some(Boolean))
    return new Response("The log says what failed.", { status: 500 });
  return new Response(null, { status: 204 });
}

const STEPS = {
  "send what is queued": () => sendQueued(BEGINS_FOR_MS),
  "clean up": () => functionMail().cleanUp(AbortSignal.timeout(BEGINS_FOR_MS)),
  "look for alerts": lookAndTell,
} satisfies Record<string, (auth: Auth) => Promise<void>>;

async function lookAndTell(auth: Auth): Promise<void> {
  const endsAt = performance.now() + BEGINS_FOR_MS;
  const { alertWebhook } = getConfig();
  if (alertWebhook === null) return;
  logAlerts(await lookForAlerts(auth));
  await tellDueAlerts(auth, alertWebhook, () => performance.now() >= endsAt);
}

/** Runs a step. Returns the error if it failed, which is logged unless the database is out of reach; otherwise null. */
async function failureOf([step, take]: [string, (auth: Auth) => Promise<void>]) {
  try {
    await take(getAuth());
    return null;
  } catch (err) {
    if (!isUnavailable(err)) log.error({ err, step }, "A step of the cron failed");
    return err;
  }
}

export const dynamic = "force-dynamic";
export const maxDuration = 60;
