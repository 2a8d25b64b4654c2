import type { CodePurpose } from "@watchword/auth/purposes";
import type { ReactNode } from "react";
import type { PlainKey, Translate } from "../../language/translations.ts";
import type { Step, WaitingStep } from "./step.ts";

/** A page's title and the sentence under it. */
export interface Said {
  title: string;
  lead: string | undefined;
}

/** A step without anything to enter. */
export type Over = "none" | "used" | "expired" | "done";

/** A flow's code step: its words, and slots for what no other flow's page has. */
export interface CodeStep {
  purpose: CodePurpose;
  /** The title while the status isn't known. */
  title: PlainKey;
  words: Record<Step["name"], readonly [title: PlainKey, lead?: PlainKey]>;
  /** The words of the button that sends the code, before and while it runs. */
  submit: readonly [idle: PlainKey, busy: PlainKey];
  /** Where to go from a step that is over. */
  nextStep: readonly [href: string, words: PlainKey];
  /** What the address is to the flow, if it isn't just the address. */
  note?: PlainKey;
  /** Replaces the words and the next step of a step that is over. */
  over?: Partial<Record<Over, (said: Said, t: Translate, next: string | null) => ReactNode>>;
  /** What else there is to do if the mail has only a link. */
  ofLink?(t: Translate, step: WaitingStep): ReactNode;
  /** What is shown about the mail. */
  ofMail?(step: WaitingStep): ReactNode;
  /** What else helps if no mail comes. */
  hint?: PlainKey;
  /** What is below everything. */
  footer?: ReactNode;
}
