import { approveChallenge } from "../../src/challenge/approve.ts";
import { resendChallenge } from "../../src/challenge/resend.ts";
import { recordEvent } from "../../src/audit/audit.ts";
import { registerApp, type AppIdentity, removeApp } from "../../src/apps/apps.ts";
import { createAuth } from "../../src/auth.ts";
import { deleteAccount } from "../../src/flows/account/account.ts";
import { giveConsent } from "../../src/consent/consent.ts";
import { requestEmailVerification } from "../../src/flows/email-verification/email-verification.ts";
import { confirmEmailChange } from "../../src/flows/email-change/email-change.ts";
import { signInWithEmailOtp } from "../../src/flows/email-otp/email-otp.ts";
import { acceptInvitation } from "../../src/flows/invitation/invitation.ts";
import {
  exchangeUserCode,
  generateOneTimeToken,
  verifyOneTimeToken,
} from "../../src/flows/one-time-token/one-time-token.ts";
import { confirmSignUp, signInWithPassword } from "../../src/flows/password/password.ts";
import { completePasswordReset } from "../../src/flows/password-reset/password-reset.ts";
import type { PolicyOverrides } from "../../src/policy/policy.ts";
import { endSession, findSession } from "../../src/session/session.ts";

/** A process of its own over the same database: it says when it is ready and calls when it is told. */
export interface Orders {
  databaseUrl: string;
  secret: string;
  /** How far this process's clock is off. */
  skewMs?: number;
  policy?: PolicyOverrides;
}

export type Call =
  | { kind: "code"; otpId: string; code: string; ip?: string }
  | { kind: "password"; email: string; password: string }
  | { kind: "link"; token: string }
  | { kind: "user-code"; userCode: string }
  | { kind: "approve"; token: string; number: string }
  | { kind: "approved"; otpId: string; secret: string }
  | { kind: "resend"; otpId: string }
  | { kind: "reset"; token: string; password: string }
  | { kind: "sign-up"; otpId: string; code: string; password: string }
  | { kind: "invitation"; token: string }
  | { kind: "hand-over"; token: string; app?: AppIdentity; codeVerifier?: string }
  | { kind: "read"; secret: string }
  | { kind: "hand-on"; secret: string; app?: AppIdentity; codeChallenge?: string }
  | { kind: "verify-address"; secret: string }
  | { kind: "consent"; secret: string; app?: AppIdentity }
  | { kind: "register-app"; id: string }
  | { kind: "remove-app"; id: string }
  | { kind: "end"; secret: string }
  | { kind: "delete"; secret: string }
  | { kind: "change-address"; secret: string; token: string }
  | { kind: "record"; requestId: string };

export type Answer = { ok: boolean; reason?: string; userId?: string; secret?: string };

const orders = JSON.parse(process.argv[2] ?? "{}") as Orders;
skewClock(orders.skewMs ?? 0);
const auth = createAuth({ ...orders, database: orders.databaseUrl });

process.on("message", (calls: Call[]) => {
  void Promise.all(calls.map(make)).then(
    (answers) => process.send?.(answers),
    (error: unknown) => process.send?.(String(error)),
  );
});
process.on("disconnect", () => void auth.close().then(() => process.exit(0)));
await auth.db.selectFrom("users").select("id").limit(1).execute();
process.send?.("ready");

async function make(call: Call): Promise<Answer> {
  const ip = ("ip" in call && call.ip) || null;
  const start = {
    client: { ip, userAgent: null, place: null, locale: null },
    previousSecret: null,
  };
  switch (call.kind) {
    case "code":
      return answer(
        await signInWithEmailOtp(auth, { challenge: call.otpId, code: call.code }, start),
      );
    case "password":
      return answer(await signInWithPassword(auth, { ...call, collection: "users" }, start));
    case "link":
      return answer(await signInWithEmailOtp(auth, { token: call.token }, start));
    case "user-code":
      return answer(
        await exchangeUserCode(auth, { userCode: call.userCode, client: start.client }),
      );
    case "approve":
      return answer(await approveChallenge(auth, "email-otp", call));
    case "approved":
      return answer(
        await signInWithEmailOtp(auth, { approved: call.otpId, secret: call.secret }, start),
      );
    case "resend":
      return answer(await resendChallenge(auth, "email-otp", call.otpId));
    case "reset":
      return answer(await completePasswordReset(auth, call.token, call.password, start));
    case "invitation":
      return answer(await acceptInvitation(auth, call.token, start));
    case "sign-up": {
      const credential = { challenge: call.otpId, code: call.code };
      return answer(await confirmSignUp(auth, credential, call.password, start));
    }
    case "read":
      return answer({ ok: true, ...(await findSession(auth, call.secret)) });
    case "hand-on": {
      const signedIn = await findSession(auth, call.secret);
      if (!signedIn) return { ok: false, reason: "UNAUTHENTICATED" };
      const { app: audience = null, codeChallenge = null } = call;
      const request = { audience, codeChallenge };
      return answer({ ...(await generateOneTimeToken(auth, signedIn, request)), ...signedIn });
    }
    case "verify-address": {
      const signedIn = await findSession(auth, call.secret);
      if (!signedIn) return { ok: false, reason: "UNAUTHENTICATED" };
      return answer(await requestEmailVerification(auth, signedIn, start.client));
    }
    case "consent": {
      const signedIn = await findSession(auth, call.secret);
      const { app = { id: "an-app" } } = call;
      return { ok: signedIn !== null && (await giveConsent(auth, signedIn, app)) };
    }
    case "register-app":
      return answer(await registerApp(auth, { id: call.id, settings: {}, secretHash: null }));
    case "remove-app":
      return { ok: await removeApp(auth, call.id) };
    case "end":
      await endSession(auth, call.secret);
      return { ok: true };
    case "delete": {
      const signedIn = await findSession(auth, call.secret);
      if (!signedIn) return { ok: false, reason: "UNAUTHENTICATED" };
      return answer(await deleteAccount(auth, signedIn, start.client));
    }
    case "hand-over": {
      const { token, app: audience = null, codeVerifier = null } = call;
      const redemption = { token, audience, codeVerifier };
      return answer(await verifyOneTimeToken(auth, redemption, start));
    }
    case "change-address": {
      const signedIn = await findSession(auth, call.secret);
      if (!signedIn) return { ok: false, reason: "UNAUTHENTICATED" };
      const renewing = { ...start, previousSecret: call.secret };
      return answer(await confirmEmailChange(auth, signedIn, { token: call.token }, renewing));
    }
    case "record": {
      const nobody = { userId: null, address: null, token: null, client: start.client };
      const granted = { event: "session.sign-out", outcome: "granted", reason: null } as const;
      await recordEvent(auth, { ...nobody, ...granted, requestId: call.requestId });
      return { ok: true };
    }
  }
}

function answer(result: {
  ok: boolean;
  reason?: string;
  user?: { id: string };
  secret?: string | null;
}): Answer {
  const { ok, reason, user, secret } = result;
  return {
    ok,
    ...(reason && { reason }),
    ...(user && { userId: user.id }),
    ...(secret && { secret }),
  };
}

function skewClock(skewMs: number): void {
  const RealDate = Date;
  const now = () => RealDate.now() + skewMs;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args) =>
      Reflect.construct(target, args.length > 0 ? args : [now()]) as Date,
    get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  });
}
