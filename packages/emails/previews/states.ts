import type { Mail } from "@watchword/db/mail-queue";
import * as challenges from "./challenge-fixtures.ts";
import * as letters from "./letter-fixtures.ts";

export interface State {
  kind: Mail["kind"];
  /** In camel case. */
  name: string;
  mail: Mail;
}

/** Every state that a mail of any kind can be in, with made-up data. */
export const STATES: State[] = Object.values({ ...challenges, ...letters }).flatMap(
  (states: Record<string, Mail>) =>
    Object.entries(states).map(([name, mail]) => ({ kind: mail.kind, name, mail })),
);
