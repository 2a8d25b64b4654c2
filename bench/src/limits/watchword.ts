import { createApiProcess } from "@watchword/api/api-process";
import { handleCall } from "@watchword/api/http";
import { sessionCookieFor } from "@watchword/api/session-cookie";
import { postgresLimiter } from "@watchword/auth/rate-limit";
import { cycle, forEach, knownAddresses, USER_AGENT } from "../contestants/contestant.ts";
import { prepareWatchword } from "../contestants/prepared.ts";
import { type CallSite, ORIGIN, post } from "./callers.ts";

/** Calls of the tRPC API, answered as the service answers them; `limits` are its own, kept in Postgres. */
export async function watchwordCalls(databaseUrl: string, limits: boolean): Promise<CallSite> {
  const { auth, challenge, generate, sessions } = await prepareWatchword(databaseUrl);
  const policy = {
    ...auth.policy,
    perClient: { mail: ALLOWED, guess: ALLOWED, write: ALLOWED, handOff: ALLOWED },
  };
  const process = createApiProcess({
    auth: limits ? { ...auth, policy } : auth,
    limiter: postgresLimiter(auth),
    publicUrl: ORIGIN,
    apps: [],
    onError: (error) => console.error(error),
  });
  const sessionCookie = sessionCookieFor(ORIGIN);
  const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });
  return {
    name: "Watchword",
    async answer(request, ip) {
      const answer = await handleCall(request, {
        process,
        client: { ip, userAgent: USER_AGENT, place: null, locale: null },
        sessionCookie,
      });
      return new Response(answer.body, answer);
    },
    requests: {
      "sign in, known user": async (count) =>
        (await forEach(knownAddresses(count), challenge)).map(({ otpId, code, deviceCookie }) =>
          post(
            "/api/trpc/emailOtp.signIn",
            { otpId, code },
            { cookie: `watchword-device=${deviceCookie}` },
          ),
        ),
      "verify a one-time token": async (count) =>
        (await forEach(cycle(sessions, count), generate)).map((token) =>
          post("/api/trpc/oneTimeToken.verify", { token }),
        ),
      "read a session": async (count) =>
        cycle(sessions, count).map(
          (secret) =>
            new Request(`${ORIGIN}/api/trpc/session.current`, { headers: bearer(secret) }),
        ),
    },
    close: () => auth.close(),
  };
}

/** The policy's default for guesses. */
const ALLOWED = { count: 30, windowSeconds: 60 };
