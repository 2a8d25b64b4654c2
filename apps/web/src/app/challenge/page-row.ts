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
  /** The title while nobody knows how it stands. */
  title: PlainKey;
  words: Record<Step["name"], readonly [title: PlainKey, lead?: PlainKey]>;
  /** The words of the button that sends the code: to press, and while it runs. */
  submit: readonly [idle: PlainKey, busy: PlainKey];
  /** Where to go from a step that is over. */
  nextStep: readonly [href: string, words: PlainKey];
  /** What the address is to the flow, where it isn't just the address. */
  note?: PlainKey;
  /** In place of the words and the way on that a step has when it is over. */
  over?: Partial<Record<Over, (said: Said, t: Translate, next: string | null) => ReactNode>>;
  /** What else there is to do where the mail has only a link. */
  ofLink?(t: Translate, step: WaitingStep): ReactNode;
  /** What belongs to the mail. */
  ofMail?(step: WaitingStep): ReactNode;
  /** What else helps when no mail comes. */
  hint?: PlainKey;
  /** What stands below it all. */
  footer?: ReactNode;
}
