import type { MailUrgency } from "@watchword/db/mail-queue";

/** Pauses sending in this process, for mails of an urgency, because a provider asked for it. */
export interface SendPause {
  begin(urgency: MailUrgency, forMs: number): void;
  /** How long a mail of that urgency still has to wait; 0 if it needn't. */
  restMs(urgency: MailUrgency): number;
}

export function createSendPause(): SendPause {
  const until: Record<MailUrgency, number> = { awaited: 0, notice: 0 };
  const restMs = (urgency: MailUrgency) => Math.max(0, until[urgency] - performance.now());
  return {
    restMs,
    begin(urgency, forMs) {
      until[urgency] = Math.max(until[urgency], performance.now() + forMs);
    },
  };
}

export function pauseAll(pause: SendPause, forMs = 0): void {
  pause.begin("awaited", forMs);
  pause.begin("notice", forMs);
}
