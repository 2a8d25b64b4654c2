import { openProvider as open } from "@watchword/emails/provider";
import type { Provider } from "@watchword/emails/transport";
import type { Config } from "../environment/config.ts";
import { log } from "../log/log.ts";

/** The provider that delivers mail here. */
export function openProvider({ resend, smtpUrl, mailboxDir }: Config): Provider {
  if (smtpUrl?.endsWith("?tls=off"))
    log.warn(
      "SMTP_URL turns TLS off: mails, their codes and links, and the password go in the clear",
    );
  const provider = open({
    resend: resend && { apiKey: resend.apiKey, ...(resend.baseUrl && { baseUrl: resend.baseUrl }) },
    smtpUrl,
    mailboxDir,
    onTurn: (state) => log.warn({ state }, "The circuit to Resend has turned"),
  });
  if (!provider) throw new Error("Nobody delivers mail: the environment should have said so.");
  return provider;
}
