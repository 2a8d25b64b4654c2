import type { AlertMessage } from "@watchword/mailer/alerts";
import { Webhook } from "standardwebhooks";

export interface AlertWebhook {
  url: string;
  /** `whsec_` and base64. */
  secret: string;
}

const ANSWERS_WITHIN_MS = 10_000;

/**
 * Sends an alert by Standard Webhooks (https://www.standardwebhooks.com). Throws unless the receiver confirms it; then
 * it is tried again under the same id. No error names the URL, which may contain a secret.
 */
export async function tellAlert(
  { url, secret }: AlertWebhook,
  { id, ...message }: AlertMessage,
): Promise<void> {
  const body = JSON.stringify(message);
  const now = new Date();
  const response = await fetch(url, {
    method: "POST",
    body,
    redirect: "manual",
    signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
    headers: {
      "content-type": "application/json",
      "user-agent": "Watchword",
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(now.getTime() / 1_000)),
      "webhook-signature": new Webhook(secret).sign(id, now, body),
    },
  }).catch(({ name, cause }: Error & { cause?: { code?: string } }) => {
    throw new Error(`The receiver of alerts wasn't reached: ${cause?.code ?? name}`);
  });
  void response.body?.cancel().catch(() => {});
  if (!response.ok) throw new Error(`The receiver of alerts answered ${response.status}`);
}
