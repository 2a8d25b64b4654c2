import { type MailUrgency, urgencyOf } from "@watchword/db/mail-queue";

/** Seconds before the next try, by the number of failed tries; the last applies to all further ones. */
export type Pauses = readonly number[];

/** For what somebody waits for. */
export const PAUSES_TO_A_MINUTE: Pauses = [1, 3, 10, 30, 60];
/** For what nobody waits for. */
export const PAUSES_TO_AN_HOUR: Pauses = [...PAUSES_TO_A_MINUTE, 300, 900, 3_600];

const OF_MAILS: Record<MailUrgency, Pauses> = {
  awaited: PAUSES_TO_A_MINUTE,
  notice: PAUSES_TO_AN_HOUR,
};

/** Seconds until the next try, after `tries` that failed. */
export function pauseSeconds(tries: number, pauses: Pauses): number {
  return pauses[Math.min(tries, pauses.length - 1)] ?? 0;
}

/**
 * How long a mail waits for its next try: spread a little, so that mails that failed together aren't tried together.
 */
export function pauseMs(kind: string, tries: number): number {
  return Math.round(pauseSeconds(tries, OF_MAILS[urgencyOf(kind)]) * (900 + 200 * Math.random()));
}
