import "server-only";
import type { ReactNode } from "react";
import type { Caller } from "../../caller.ts";
import type { PendingChallenge } from "../../cookies/challenge-cookie.ts";
import type { PlainKey, Translate } from "../../language/translations.ts";
import type { CodeFormProps } from "./code-form.tsx";
import type { MailAction } from "./mail-form.ts";
import type { CappedStep, Step, StepFlow, WaitingStep } from "./step.ts";

/** What a flow's code step does. */
export interface CodeFlow extends StepFlow {
  /** The step's page. */
  path: string;
  /** Where another address is entered; null where the flow has only one. */
  startPath: ((next: string | null) => string) | null;
  /** Where a form leads whose challenge this browser doesn't know any more. */
  lostPath: string;
  request(
    caller: Caller,
    to: Pick<PendingChallenge, "email" | "next">,
  ): Promise<{ otpId: string; secret?: string }>;
  resend(caller: Caller, otpId: string): Promise<{ codeLength: number | null }>;
}

/** A page's title and the sentence under it. */
export interface Said {
  title: string;
  lead: string | undefined;
}

/** A step without anything to enter. */
export type Over = "none" | "used" | "expired" | "done";

/** A flow's code step: what it does, its words, and slots for what no other flow's page has. */
export interface CodeStep {
  flow: CodeFlow;
  /** The title while nobody knows how it stands. */
  title: PlainKey;
  words: Record<Step["name"], readonly [title: PlainKey, lead?: PlainKey]>;
  /** Where to go from a step that is over. */
  nextStep: readonly [href: string, words: PlainKey];
  /** What the address is to the flow. */
  note: PlainKey;
  resend: MailAction;
  requestNew: MailAction;
  form(
    t: Translate,
    code: Pick<CodeFormProps, "otpId" | "codeLength" | "label">,
    step: WaitingStep,
  ): ReactNode;
  /** In place of the words and the way on that a step has when it is over. */
  over?: Partial<Record<Over, (said: Said, t: Translate, next: string | null) => ReactNode>>;
  /** What else there is to do where the mail has only a link. */
  ofLink?(t: Translate, step: WaitingStep): ReactNode;
  /** What belongs to the mail. */
  ofMail?(step: WaitingStep | CappedStep): ReactNode;
  /** What else helps when no mail comes. */
  hint?(t: Translate): ReactNode;
  /** What stands below it all. */
  footer?: ReactNode;
}
