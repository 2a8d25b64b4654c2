import { createCircuit } from "@watchword/emails/circuit";
import { withFallback } from "@watchword/emails/fallback";
import { mailboxProvider } from "@watchword/emails/mailbox";
import { resendProvider } from "@watchword/emails/resend";
import { smtpProvider } from "@watchword/emails/smtp";
import type { Provider } from "@watchword/emails/transport";
import type { Config } from "../config.ts";
import { log } from "../log.ts";

/** Failures in a row after which the second provider takes over, and for how long. */
const OPENS_AFTER = 3;
const PAUSE_MS = 30_000;

/** Who delivers mail here: Resend, with SMTP in its place while it fails; or SMTP; or the mailbox. */
export function openProvider({ resend, smtpUrl, mailboxDir }: Config): Provider {
  const { apiKey, baseUrl } = resend ?? {};
  const first = apiKey ? resendProvider({ apiKey, ...(baseUrl && { baseUrl }) }) : null;
  const second = smtpUrl === null ? null : smtpProvider({ url: smtpUrl });
  if (smtpUrl?.endsWith("?tls=off"))
    log.warn(
      "SMTP_URL turns TLS off: mails, their codes and links, and the password go in the clear",
    );
  if (first && second) {
    const onChange = (state: string) => log.warn({ state }, "The circuit to Resend has turned");
    const circuit = createCircuit({ opensAfter: OPENS_AFTER, pauseMs: PAUSE_MS, onChange });
    return withFallback(first, second, circuit);
  }
  const sole = first ?? second ?? (mailboxDir === null ? null : mailboxProvider(mailboxDir));
  if (!sole) throw new Error("Nobody delivers mail: the environment should have said so.");
  return sole;
}
