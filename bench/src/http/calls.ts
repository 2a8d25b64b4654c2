import {
  cycle,
  forEach,
  knownAddresses,
  newAddress,
  PASSWORD,
  USER_AGENT,
} from "../contestants/contestant.ts";
import type { Challenge, prepareWatchword } from "../contestants/prepared.ts";

/** One request, ready to be sent. */
export interface Shot {
  method: "GET" | "POST";
  path: string;
  headers: Record<string, string>;
  body?: string;
}

export type Prepared = Awaited<ReturnType<typeof prepareWatchword>>;

/** A procedure, and how so many calls of it are made ready. */
export interface Call {
  name: string;
  /** Requests at once. Passwords are hashed a few at a time, so more would wait for each other. */
  concurrencies: readonly number[];
  prepare(watchword: Prepared, count: number): Promise<Shot[]>;
}

const COMMON = { "user-agent": USER_AGENT, "accept-language": "en-GB,en;q=0.8" };
const BOTH = [10, 50] as const;

function post(procedure: string, input: object, headers: Record<string, string> = {}): Shot {
  return {
    method: "POST",
    path: `/api/trpc/${procedure}`,
    headers: { ...COMMON, "content-type": "application/json", ...headers },
    body: JSON.stringify(input),
  };
}

export function get(path: string, headers: Record<string, string> = {}): Shot {
  return { method: "GET", path, headers: { ...COMMON, ...headers } };
}

const cookie = (secret: string) => ({ cookie: `watchword=${secret}` });
const signIn = ({ otpId, code, deviceCookie }: Challenge) =>
  post("emailOtp.signIn", { otpId, code }, { cookie: `watchword-device=${deviceCookie}` });
const newAddresses = (count: number) => Array.from({ length: count }, newAddress);

export const CALLS: readonly Call[] = [
  {
    name: "health.live",
    concurrencies: BOTH,
    prepare: async (_watchword, count) => cycle([get("/api/health/live")], count),
  },
  {
    name: "session.current",
    concurrencies: BOTH,
    prepare: async ({ sessions }, count) =>
      cycle(sessions, count).map((secret) => get("/api/trpc/session.current", cookie(secret))),
  },
  {
    name: "emailOtp.request",
    concurrencies: BOTH,
    prepare: async (_watchword, count) =>
      newAddresses(count).map((email) => post("emailOtp.request", { email })),
  },
  {
    name: "emailOtp.signIn, new user",
    concurrencies: BOTH,
    prepare: async ({ challenge }, count) =>
      (await forEach(newAddresses(count), challenge)).map(signIn),
  },
  {
    name: "emailOtp.signIn, known user",
    concurrencies: BOTH,
    prepare: async ({ challenge }, count) =>
      (await forEach(knownAddresses(count), challenge)).map(signIn),
  },
  {
    name: "oneTimeToken.generate",
    concurrencies: BOTH,
    prepare: async ({ sessions }, count) =>
      cycle(sessions, count).map((secret) => post("oneTimeToken.generate", {}, cookie(secret))),
  },
  {
    name: "oneTimeToken.verify",
    concurrencies: BOTH,
    prepare: async ({ sessions, generate }, count) =>
      (await forEach(cycle(sessions, count), generate)).map((token) =>
        post("oneTimeToken.verify", { token }),
      ),
  },
  {
    name: "passwordReset.request",
    concurrencies: BOTH,
    prepare: async (_watchword, count) =>
      knownAddresses(count).map((email) => post("passwordReset.request", { email })),
  },
  {
    name: "passwordReset.complete",
    concurrencies: [10],
    prepare: async ({ resetToken }, count) =>
      (await forEach(knownAddresses(count), resetToken)).map(({ token }) =>
        post("passwordReset.complete", { token, password: PASSWORD }),
      ),
  },
];
