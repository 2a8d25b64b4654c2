import type { ReactNode } from "react";
import type { getVisitor } from "../../caller/caller.ts";
import type { LinkPurpose } from "../../cookies/link-cookie.ts";
import type { PlainKey, Translate } from "../../language/translations.ts";
import type { DeadState, LiveLink } from "./opened-link.ts";

/** A page's first words, and what it shows first. */
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
  /** The title of a link that needs another. */
  titled?(t: Translate, link: LiveLink): string | null;
  /** Over the page, where it isn't the title. */
  heading?: PlainKey;
  focusTitle?: boolean;
  lead: PlainKey;
  /** What the address is to the flow, where it isn't just the address. */
  note?: PlainKey;
  /** The button's words: to press, and while it runs. */
  submit(t: Translate, link: LiveLink): [idle: string, busy: string];
  /** Why a session is asked for. */
  why?: PlainKey;
  /** What asks for the address, in a browser that hasn't shown that it is its owner's. */
  confirm?: ConfirmKey;
  /** Whether the lead says more than what to press, so that it stands below a form that asks for the address. */
  leadSaysMore?: true;
  /** The address as the page says it. */
  shown?(link: LiveLink): string;
  /** Whose the new password becomes, for the browser to keep; null where the page doesn't say. */
  username?(link: LiveLink): Promise<string | null>;
  /** Whether the link ends the session that is there. */
  replaces?(user: User, link: LiveLink): boolean;
  dead: {
    /** Why it is so; where it isn't said, what is true of most links. */
    leads: { used: PlainKey; expired?: PlainKey; unknown?: PlainKey };
    /** Where to go instead. */
    nextStep(user: User | null, state: DeadState): readonly [href: string, words: PlainKey];
    /** Whether whoever is signed in is led to their account first. */
    offersAccount?: true;
    /** What else helps. */
    after?(t: Translate): ReactNode;
    ofUser?(t: Translate, user: User): ReactNode;
  };
  /** In place of the page, where the link has nothing to do. */
  instead?(t: Translate, link: LiveLink): ReactNode;
  /** In place of the row's own words, where a link needs others. */
  opens?(t: Translate, link: LiveLink): Promise<Partial<Opening> | null>;
  before?(link: LiveLink, user: User | null): ReactNode;
  /** Under the address. */
  ofAddress?(t: Translate, link: LiveLink): ReactNode;
  /** The row of the form, where that isn't the address's; or of what asks for the address, where the form does. */
  formRow?(t: Translate, form: ReactNode, user: User | null): ReactNode;
  after?(t: Translate): ReactNode;
}
