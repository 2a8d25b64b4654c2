import { domainToUnicode } from "node:url";

/**
 * The code bound to the host of `url`, in the format that Apple and the WICG describe for messages whose code is filled
 * in (https://wicg.github.io/sms-one-time-codes/). A client reads it only if it is the whole last line: not even a line
 * break may follow.
 */
export function boundCode(digits: string, url: string): string {
  return `@${new URL(url).hostname} #${digits}`;
}

/** The host of `url`, spelled as browsers show it. */
export function hostInWords(url: string): string {
  return domainToUnicode(new URL(url).hostname);
}
