import type { Provider } from "@watchword/emails/transport";
import type { MailOptions } from "@watchword/mailer";
import type { Config } from "../config.ts";
import { log } from "../log.ts";
import { inSpan } from "../telemetry/span.ts";

/** How this deployment sends mail, in whatever process it does. */
export function mailOptions(config: Config, provider: Provider): MailOptions {
  const { publicUrl, brand, emailFrom: from, mailsPerMinute } = config;
  const overrides = config.overrides.mails;
  return { provider, publicUrl, brand, from, overrides, mailsPerMinute, observer: { log, inSpan } };
}
