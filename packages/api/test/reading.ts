import type { ChallengeMail, LinkMail } from "@watchword/db/mail-queue";
import type { Answer } from "./caller.ts";

/** An address that nobody has used. */
export const anybody = (): string => `${crypto.randomUUID().slice(0, 8)}@example.com`;

/** The token in a mail's link. */
export const linkOf = (mail: unknown): string =>
  (mail as LinkMail).link.url.split("/").at(-1) ?? "";

/** A mail's code. */
export const codeOf = (mail: unknown): string => (mail as ChallengeMail).code?.digits ?? "";

/** What a call was answered. */
export const dataOf = async <Data>(answer: Promise<Answer<Data>>): Promise<Data> =>
  (await answer).body.result?.data;

/** Why a call was refused. */
export const reasonOf = async (answer: Promise<Answer>) => (await answer).body.error?.data.reason;
