import type { Caller } from "../claim.ts";
import { settleMails, type Verdict } from "../settle.ts";

/** Stores that a provider took a mail. */
export function noteSent(
  caller: Caller,
  mailId: string,
  by: { provider: string; providerId: string | null },
): Promise<void> {
  return settleMails(caller, [{ mailId, state: "sent", ...by }]);
}

/** Notes that a mail won't be sent. */
export function settleMail(caller: Caller, mailId: string, verdict: Verdict): Promise<void> {
  return settleMails(caller, [{ mailId, ...verdict }]);
}
