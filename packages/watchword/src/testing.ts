import { setTimeout as sleep } from "node:timers/promises";
import type { AppMail, SendMail } from "./send-mail.ts";

/** A mailbox in memory for an app's tests: pass its `sendMail` to `createWatchword`, and start the mailer. */
export interface TestMailbox {
  sendMail: SendMail;
  /** The mails that were sent, in order. */
  readonly mails: readonly AppMail[];
  /** The newest mail to an address; waits for one, and throws if none comes. */
  newest(to: string): Promise<AppMail>;
  /** The code of the newest mail to an address. Throws if it has none. */
  code(to: string): Promise<string>;
  /** The link of the newest mail to an address. Throws if it has none. */
  link(to: string): Promise<string>;
  /** Forgets what was sent. */
  clear(): void;
}

const LOOKS_EVERY_MS = 10;

/** The options of `createMailbox`. */
export interface MailboxOptions {
  /** How long it waits for a mail; five seconds by default. */
  waitsMs?: number;
}

/** Creates a mailbox for an app's tests. */
export function createMailbox({ waitsMs = 5_000 }: MailboxOptions = {}): TestMailbox {
  const mails: AppMail[] = [];

  async function newest(to: string): Promise<AppMail> {
    const until = performance.now() + waitsMs;
    for (;;) {
      const mail = mails.findLast((sent) => sent.to === to.toLowerCase());
      if (mail) return mail;
      if (performance.now() > until)
        throw new Error(`No mail to ${to} came within ${waitsMs / 1_000} seconds.`);
      await sleep(LOOKS_EVERY_MS);
    }
  }

  async function held(to: string, what: "code" | "link"): Promise<string> {
    const mail = await newest(to);
    const value = mail[what];
    if (value === undefined) throw new Error(`The mail "${mail.subject}" carries no ${what}.`);
    return value;
  }

  return {
    sendMail: (mail) => void mails.push(mail),
    mails,
    newest,
    code: (to) => held(to, "code"),
    link: (to) => held(to, "link"),
    clear: () => void mails.splice(0),
  };
}
