import { getMigrations } from "better-auth/db/migration";
import pg from "pg";
import { createBetterAuth, makeKnownUsers } from "../contestants/better-auth.ts";
import { cycle, forEach, knownAddresses, signedInAddresses } from "../contestants/contestant.ts";
import { type CallSite, ORIGIN, post } from "./callers.ts";

/** Requests to its handler; `limits` are its own, kept in its database. */
export async function betterAuthCalls(databaseUrl: string, limits: boolean): Promise<CallSite> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
  const sent = new Map<string, string>();
  const auth = createBetterAuth(pool, sent, { limits });
  const { runMigrations } = await getMigrations(auth.options);
  await runMigrations();
  await makeKnownUsers(pool);

  const request = (email: string) =>
    auth.api.sendVerificationOTP({ body: { email, type: "sign-in" } });

  /** The cookie of a new session. */
  async function signIn(email: string): Promise<string> {
    await request(email);
    const body = { email, otp: sent.get(email) ?? "" };
    const { headers } = await auth.api.signInEmailOTP({ body, returnHeaders: true });
    return headers
      .getSetCookie()
      .map((cookie) => cookie.split(";")[0])
      .join("; ");
  }

  const sessions = await forEach(signedInAddresses(), signIn);
  return {
    name: "Better Auth",
    answer(incoming, ip) {
      incoming.headers.set("x-forwarded-for", ip);
      return auth.handler(incoming);
    },
    requests: {
      "sign in, known user": (count) =>
        forEach(knownAddresses(count), async (email) => {
          await request(email);
          return post("/api/auth/sign-in/email-otp", { email, otp: sent.get(email) });
        }),
      "verify a one-time token": (count) =>
        forEach(cycle(sessions, count), async (cookie) => {
          const headers = new Headers({ cookie });
          const { token } = await auth.api.generateOneTimeToken({ headers });
          return post("/api/auth/one-time-token/verify", { token });
        }),
      "read a session": async (count) =>
        cycle(sessions, count).map(
          (cookie) => new Request(`${ORIGIN}/api/auth/get-session`, { headers: { cookie } }),
        ),
    },
    close: () => pool.end(),
  };
}
