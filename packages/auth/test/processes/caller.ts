import { createAuth } from "../../src/auth.ts";
import { resendEmailOtp, signInWithEmailOtp } from "../../src/email-otp/email-otp.ts";

/** A process of its own over the same database: it says when it is ready and calls when it is told. */
export interface Orders {
  databaseUrl: string;
  secret: string;
  /** How far this process's clock is off. */
  skewMs?: number;
}

export type Call =
  | { kind: "code"; otpId: string; code: string }
  | { kind: "link"; token: string }
  | { kind: "resend"; otpId: string };

export type Answer = { ok: boolean; reason?: string; userId?: string; secret?: string };

const orders = JSON.parse(process.argv[2] ?? "{}") as Orders;
skewClock(orders.skewMs ?? 0);
const auth = createAuth({ databaseUrl: orders.databaseUrl, secret: orders.secret });

process.on("message", (calls: Call[]) => {
  void Promise.all(calls.map(make)).then((answers) => process.send?.(answers));
});
process.on("disconnect", () => void auth.close().then(() => process.exit(0)));
await auth.db.selectFrom("users").select("id").limit(1).execute();
process.send?.("ready");

async function make(call: Call): Promise<Answer> {
  const start = { client: { ip: null, userAgent: null, place: null }, previousSecret: null };
  if (call.kind === "resend") {
    const { ok, ...rest } = await resendEmailOtp(auth, call.otpId);
    return { ok, ...("reason" in rest && { reason: rest.reason }) };
  }
  const door =
    call.kind === "code" ? { challenge: call.otpId, code: call.code } : { token: call.token };
  const result = await signInWithEmailOtp(auth, door, start);
  return result.ok
    ? { ok: true, userId: result.user.id, secret: result.secret }
    : { ok: false, reason: result.reason };
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
