import { useEffect, useRef, useState } from "react";
import type { Challenge, ChallengeStatus, Inputs, SignedIn } from "../contract.ts";
import type { WatchwordClient } from "../create-client.ts";
import { problemOf, type Refusal } from "../refusal.ts";
import { secondsLeft, useNow } from "./seconds-left.ts";
import { useStatus } from "./use-status.ts";

/** The procedures that signing in by code needs; a `WatchwordClient` has them. */
export interface EmailCodeClient {
  emailOtp: Pick<WatchwordClient["emailOtp"], "request" | "resend" | "signIn" | "status">;
}

/** The options of `useEmailCode`. */
export interface EmailCodeOptions {
  client: EmailCodeClient;
  /** What goes with an address to `emailOtp.request`. */
  request?: Omit<Inputs["emailOtp"]["request"], "email">;
  /** `token` for an app on another origin than Watchword's; `cookie` by default. */
  transport?: "cookie" | "token";
  /** Called once, with what `emailOtp.signIn` returned. */
  onSignedIn?: (signedIn: SignedIn) => void;
}

/** What `useEmailCode` returns: the state of a sign-in by code, and what the page may do. */
export interface EmailCode {
  /** What the page should show: a field for the address, one for the code, or that the sign-in is done. */
  phase: "address" | "code" | "done";
  /** The address that was mailed. */
  email: string | null;
  /** What is known of the mail: `codeLength` (null if it has only a link), `phrase`, `expiresAt`. */
  challenge: Challenge | null;
  /** How far the newest mail has come; null until that is known. */
  delivery: ChallengeStatus["delivery"] | null;
  /** Whether its code or link was used somewhere else. */
  usedElsewhere: boolean;
  /** Seconds until the mail may be sent again; 0 if it may now, null if it can't any more. */
  resendIn: number | null;
  /** The call that is under way. Others are ignored in the meantime. */
  pending: "request" | "signIn" | "resend" | null;
  /** Why the last call failed; `UNAVAILABLE` also if there was no answer. */
  problem: Refusal | null;
  signedIn: SignedIn | null;
  request(email: string): Promise<void>;
  signIn(code: string): Promise<void>;
  resend(): Promise<void>;
  /** Back to the address. */
  restart(): void;
}

type State = Pick<
  EmailCode,
  "phase" | "email" | "challenge" | "pending" | "problem" | "signedIn"
> & { resendAt: number | null };

const START: State = {
  phase: "address",
  email: null,
  challenge: null,
  pending: null,
  problem: null,
  signedIn: null,
  resendAt: null,
};

/** Signing in with a mailed code, for React and React Native; without any markup. */
export function useEmailCode(options: EmailCodeOptions): EmailCode {
  const { client, request, transport, onSignedIn } = options;
  const [state, setState] = useState(START);
  // Answers to calls from before `restart`, or from a page that is gone, are dropped.
  const newest = useRef<symbol | null>(null);
  useEffect(() => () => void (newest.current = null), []);

  async function call(pending: EmailCode["pending"], run: () => Promise<Partial<State>>) {
    if (newest.current !== null) return;
    const mine = Symbol("call");
    newest.current = mine;
    setState((before) => ({ ...before, pending, problem: null }));
    const change = await run().catch((error: unknown) => afterProblem(pending, problemOf(error)));
    if (newest.current !== mine) return;
    newest.current = null;
    setState((before) => ({ ...before, ...change, pending: null }));
    if (change.signedIn) onSignedIn?.(change.signedIn);
  }

  const otpId = state.challenge?.otpId ?? "";
  const status = useStatus(client, state.phase === "code" ? otpId : null, state.resendAt);
  const now = useNow(state.phase === "code");
  return {
    phase: state.phase,
    email: state.email,
    challenge: state.challenge,
    pending: state.pending,
    problem: state.problem,
    signedIn: state.signedIn,
    delivery: status?.delivery ?? null,
    usedElsewhere: status?.consumed ?? false,
    resendIn: state.resendAt === null ? null : secondsLeft(state.resendAt, now),
    request: (email) =>
      call("request", async () => {
        const challenge = await client.emailOtp.request.mutate({ ...request, email });
        return { phase: "code", email, ...mailed(challenge) };
      }),
    resend: () =>
      call("resend", async () => mailed(await client.emailOtp.resend.mutate({ otpId }))),
    signIn: (code) =>
      call("signIn", async () => {
        const how = transport && { transport };
        return {
          phase: "done",
          signedIn: await client.emailOtp.signIn.mutate({ otpId, code, ...how }),
        };
      }),
    restart: () => {
      newest.current = null;
      setState(START);
    },
  };
}

/**
 * A longer wait than a minute means that this device's clock is wrong. If a call comes too early, Watchword says how
 * long to wait.
 */
const LONGEST_WAIT_MS = 60_000;

function mailed(challenge: Challenge): Partial<State> {
  const { resendAt } = challenge;
  const wait = resendAt === null ? null : Date.parse(resendAt) - Date.now();
  return {
    challenge,
    resendAt: wait === null ? null : performance.now() + Math.min(wait, LONGEST_WAIT_MS),
  };
}

function afterProblem(pending: EmailCode["pending"], problem: Refusal): Partial<State> {
  const { retryAfterMs } = problem;
  if (pending !== "resend" || retryAfterMs === undefined) return { problem };
  return { problem, resendAt: performance.now() + retryAfterMs };
}
