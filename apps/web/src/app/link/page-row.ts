import type { ReactNode } from "react";
import type { getVisitor } from "../../caller/caller.ts";
import type { LinkPurpose } from "../../cookies/link-cookie.ts";
import type { PlainKey, Translate } from "../../language/translations.ts";
import type { DeadState, LiveLink } from "./opened-link.ts";

/** The first words of a page, and what it shows first. */
export interface Opening {
  title: string;
  lead: ReactNode;
  before: ReactNode;
  /** What the address, and the form, is to the reader. */
  note: string;
}

export type User = NonNullable<Awaited<ReturnType<typeof getVisitor>>>["user"];

type ConfirmKey =
  | "sign-in-link.confirm-address"
  | "invitation.confirm-address"
  | "email-change-undo.confirm-address";

/** A link's page: its words, what it does, and slots for what no other link's page has. */
export interface LinkPage {
  purpose: LinkPurpose;
  title: PlainKey;
  /** The title, if a link needs another one. */
  titled?(t: Translate, link: LiveLink): string | null;
  /** The heading, if it isn't the title. */
  heading?: PlainKey;
  focusTitle?: boolean;
  lead: PlainKey;
  /** What the address is to the flow, if it isn't just the address. */
  note?: PlainKey;
  /** The button's words, before and while it runs. */
  submit(t: Translate, link: LiveLink): [idle: string, busy: string];
  /** Why a session is needed. */
  why?: PlainKey;
  /** What asks for the address, in a browser that hasn't shown that it is its owner's. */
  confirm?: ConfirmKey;
  /** Whether the lead says more than what to press, so that it comes below a form that asks for the address. */
  leadSaysMore?: true;
  /** The address as the page shows it. */
  shown?(link: LiveLink): string;
  /** The account of the new password, for the browser to store; null if the page doesn't show it. */
  username?(link: LiveLink): Promise<string | null>;
  /** Whether the link ends the session that is there. */
  replaces?(user: User, link: LiveLink): boolean;
  dead: {
    /** The reason; by default the one of most links. */
    leads: { used: PlainKey; expired?: PlainKey; unknown?: PlainKey };
    /** Where to go instead. */
    nextStep(user: User | null, state: DeadState): readonly [href: string, words: PlainKey];
    /** Whether people who are signed in are led to their account first. */
    offersAccount?: true;
    /** What else helps. */
    after?(t: Translate): ReactNode;
    ofUser?(t: Translate, user: User): ReactNode;
  };
  /** Replaces the page if the link has nothing to do. */
  instead?(t: Translate, link: LiveLink): ReactNode;
  /** Replaces the row's own words if a link needs others. */
  opens?(t: Translate, link: LiveLink): Promise<Partial<Opening> | null>;
  before?(link: LiveLink, user: User | null): ReactNode;
  /** Under the address. */
  ofAddress?(t: Translate, link: LiveLink): ReactNode;
  /**
   * The row of the form, if that isn't the address's row; or the row of what asks for the address, if the form does.
   */
  formRow?(t: Translate, form: ReactNode, user: User | null): ReactNode;
  after?(t: Translate): ReactNode;
}
