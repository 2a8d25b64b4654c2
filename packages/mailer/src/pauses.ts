import { type MailUrgency, urgencyOf } from "@watchword/db/mail-queue";

/** Seconds before the next try, by the tries that failed; the last for all further ones. */
const PAUSES: Record<MailUrgency, readonly number[]> = {
  awaited: [1, 3, 10, 30, 60],
  notice: [1, 3, 10, 30, 60, 300, 900, 3_600],
};

/** How long a mail waits for its next try: spread a little, so that what failed together isn't tried together. */
export function pauseMs(kind: string, tries: number): number {
  const pauses = PAUSES[urgencyOf(kind)];
  const seconds = pauses[Math.min(tries, pauses.length - 1)] ?? 0;
  return Math.round(seconds * (900 + 200 * Math.random()));
}
