import "server-only";
import type { CodePurpose } from "@watchword/auth/purposes";
import { notFound } from "next/navigation";
import { type Caller, getVisitor } from "../../caller/caller.ts";
import type { PendingChallenge } from "../../cookies/challenge-cookie.ts";
import { accountAfter, writeDone } from "../../cookies/done-cookie.ts";
import { getProduct } from "../../products/get-product.ts";
import { isFresh, requireVisitor } from "../visitor/guard.ts";
import { destination } from "../visitor/destination.ts";
import { signInPath } from "../visitor/sign-in-path.ts";
import type { OpenStep, StepFlow } from "./step.ts";

/** What a flow's code step does. Its words are in the row of its page. */
export interface CodeFlow extends StepFlow {
  /** The path of the step's page. */
  path: string;
  /** Where another address is entered, unless the flow has only one. */
  startPath?(next: string | null): string;
  /** Where a form leads if this browser doesn't know its challenge any more; the step's page by default. */
  lostPath?: string;
  /** Whether a password is chosen along with the code. */
  setsPassword?: true;
  request(
    api: Caller,
    to: Pick<PendingChallenge, "email" | "next">,
  ): Promise<{ otpId: string; secret?: string }>;
  resend(api: Caller, challenge: { otpId: string }): Promise<{ codeLength: number | null }>;
  /** Does what the code is for, and returns where that leads. */
  confirm(api: Caller, entered: Entered): Promise<string>;
}

interface Entered {
  otpId: string;
  code: string;
  /** Empty if none is chosen. */
  password: string;
  /** Where the challenge finally leads. */
  next: string | null;
}

const VERIFY = "/verify-email";
const CHANGE = "/account/email/code";
const ownerAt = (path: string) => async () => (await requireVisitor(path)).user;

/** A row for each purpose of a code. */
const CODE_FLOWS: Record<CodePurpose, CodeFlow> = {
  "email-otp": {
    purpose: "email-otp",
    path: "/sign-in/code",
    startPath: (next) => signInPath({ next }),
    owner: null,
    async request(api, { email, next }) {
      const { collection } = await getProduct();
      return api.emailOtp.request({ email, collection, phrase: true, ...(next && { next }) });
    },
    resend: (api, challenge) => api.emailOtp.resend(challenge),
    async confirm(api, { next, otpId, code }) {
      await api.emailOtp.signIn({ otpId, code });
      return destination(next);
    },
    async leadsTo(step) {
      if (step.name !== "capped") return leadsVisitor(step);
      // For example by the link of an earlier mail. A session that should have been renewed isn't fresh.
      const visitor = await visitorAt(step.pending);
      return visitor && (await isFresh(visitor)) ? destination(step.pending.next) : null;
    },
  },
  "password-sign-up": {
    purpose: "password-sign-up",
    path: "/sign-up/code",
    startPath: (next) => signInPath({ next }, "/sign-up"),
    owner: null,
    setsPassword: true,
    async request(api, { email, next }) {
      const { collection } = await getProduct();
      return api.password.signUp({ email, collection, ...(next && { next }) });
    },
    resend: (api, challenge) => api.password.resendSignUp(challenge),
    async confirm(api, { next, ...entered }) {
      const { existing } = await api.password.confirmSignUp(entered);
      if (existing) await writeDone("existing");
      return destination(next);
    },
    leadsTo: leadsVisitor,
  },
  "email-verification": {
    purpose: "email-verification",
    path: VERIFY,
    owner: ownerAt(VERIFY),
    toOwner: true,
    request: (api) => api.emailVerification.request(),
    resend: (api, challenge) => api.emailVerification.resend(challenge),
    async confirm(api, { otpId, code }) {
      await api.emailVerification.confirm({ otpId, code });
      return accountAfter("email-verification");
    },
    async leadsTo() {
      return (await ownerAt(VERIFY)()).emailVerified ? "/account" : null;
    },
  },
  "email-change": {
    purpose: "email-change",
    path: CHANGE,
    startPath: () => "/account/email",
    lostPath: "/account/email",
    owner: ownerAt(CHANGE),
    request: (api, { email }) => api.emailChange.request({ email }),
    resend: (api, challenge) => api.emailChange.resend(challenge),
    async confirm(api, { otpId, code }) {
      await api.emailChange.confirm({ otpId, code });
      return accountAfter("email");
    },
    async leadsTo({ name, pending }) {
      return name === "used" && pending.email === (await ownerAt(CHANGE)()).email
        ? "/account"
        : null;
    },
  },
};

/** What a purpose's code step does. A form may name any purpose; an unknown one is answered with 404. */
export function flowOf(purpose: CodePurpose): CodeFlow {
  return Object.hasOwn(CODE_FLOWS, purpose) ? CODE_FLOWS[purpose] : notFound();
}

/** Where a visitor is led who is already signed in to the account that the used code was for. */
async function leadsVisitor({ name, pending }: OpenStep): Promise<string | null> {
  if (name === "none") return pending === null && (await getVisitor()) ? destination(null) : null;
  return name === "used" && (await visitorAt(pending)) ? destination(pending.next) : null;
}

/** The visitor, if they are signed in at the address of a challenge. */
async function visitorAt({ email }: PendingChallenge) {
  const visitor = await getVisitor();
  if (visitor?.user.email !== email) return null;
  return visitor.user.collection === (await getProduct()).collection ? visitor : null;
}
