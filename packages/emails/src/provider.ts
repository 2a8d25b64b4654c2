import { createCircuit } from "./circuit.ts";
import { withFallback } from "./fallback.ts";
import { mailboxProvider } from "./mailbox.ts";
import { type ResendOptions, resendProvider } from "./resend.ts";
import { smtpProvider } from "./smtp.ts";
import type { Provider } from "./transport.ts";

/** Failures in a row after which the second provider takes over, and for how long. */
const OPENS_AFTER = 3;
const PAUSE_MS = 30_000;

/** Which providers send mail, and their settings. */
export interface ProviderOptions {
  resend: Pick<ResendOptions, "apiKey" | "baseUrl"> | null;
  smtpUrl: string | null;
  /** A folder that mails are written to if nothing else delivers them. */
  mailboxDir: string | null;
  /** Called when another provider than the first takes over, and when the first is used again. */
  onTurn: (state: string) => void;
}

/** The provider of mail: Resend, replaced by SMTP while it fails; or SMTP; or the mailbox. Null if none is set up. */
export function openProvider(options: ProviderOptions): Provider | null {
  const { smtpUrl, mailboxDir, onTurn } = options;
  const first = options.resend && resendProvider(options.resend);
  const second = smtpUrl === null ? null : smtpProvider({ url: smtpUrl });
  if (first && second) {
    const circuit = createCircuit({ opensAfter: OPENS_AFTER, pauseMs: PAUSE_MS, onChange: onTurn });
    return withFallback(first, second, circuit);
  }
  return first ?? second ?? (mailboxDir === null ? null : mailboxProvider(mailboxDir));
}
