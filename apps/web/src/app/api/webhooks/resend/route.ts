import { readBounded } from "@watchword/api/read-bounded";
import { recordMailEvent } from "@watchword/auth/delivery";
import { readResendWebhook } from "@watchword/emails/resend-webhook";
import { getAuth } from "../../../../auth/auth.ts";
import { getConfig } from "../../../../environment/config.ts";
import { answerOutage } from "../../../../http/outage-answer.ts";
import { log } from "../../../../log/log.ts";

const MAX_BYTES = 64 * 1024;

/**
 * Receives Resend's events about mails that it took: 204 once an event is recorded, or if it means nothing to us. After
 * any other it tells again.
 */
export async function POST(request: Request): Promise<Response> {
  const { resendWebhookSecret: secret } = getConfig();
  if (secret === null) return answer(404, "Events aren't taken here.");
  const body = await readBounded(request.body, MAX_BYTES);
  if (body === null) return answer(413, `An event has at most ${MAX_BYTES} bytes.`);
  const reading = readResendWebhook(secret, request.headers, body);
  if (!reading.ok) return answer(401, "The signature is wrong.");
  const { event } = reading;
  if (!event) return new Response(null, { status: 204 });
  try {
    const moved = await recordMailEvent(getAuth(), event);
    log.info({ state: event.state, mailId: event.mailId, moved }, "Resend told of a mail");
    return new Response(null, { status: 204 });
  } catch (error) {
    return answerOutage(error);
  }
}

function answer(status: number, words: string): Response {
  return new Response(words, { status, headers: { "content-type": "text/plain; charset=utf-8" } });
}

export const dynamic = "force-dynamic";
