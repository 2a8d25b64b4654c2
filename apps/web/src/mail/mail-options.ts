import type { Provider } from "@watchword/emails/transport";
import type { MailOptions } from "@watchword/mailer";
import type { Config } from "../environment/config.ts";
import { log } from "../log/log.ts";
import { productOf } from "../environment/products.ts";
import { inSpan } from "../telemetry/span.ts";

/** How this deployment sends mail, whichever process does it. */
export function mailOptions(config: Config, provider: Provider): MailOptions {
  const { products, mailsPerMinute } = config;
  return {
    provider,
    productOf(collection) {
      const { publicUrl, brand, emailFrom: from, words } = productOf(products, collection);
      return { publicUrl, brand, from, overrides: words.mails };
    },
    mailsPerMinute,
    observer: { log, inSpan },
  };
}
