import { setTimeout as sleep } from "node:timers/promises";
import type { Deployment } from "./deployment.ts";
import type { Answer, Caller, History } from "./history.ts";

/** People who sign in, hand sessions over and sign out, one after the other, until told to stop. */
export function begin(
  count: number,
  { urls, resend }: Deployment,
  history: History,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let calls = 0;
  let born = 0;
  const someWeb = () => urls[calls++ % urls.length] as string;

  /** Until it is answered otherwise than by 503 or not at all, as a person would press again. */
  async function persist(procedure: string, input: object, caller: Caller): Promise<Answer> {
    for (;;) {
      const answer = await history.call(someWeb(), procedure, input, caller);
      if ((answer.status !== 503 && answer.status !== 0) || stopping.signal.aborted) return answer;
      await pause(200);
    }
  }

  const pause = (ms: number) => sleep(ms, undefined, { signal: stopping.signal }).catch(() => {});

  /** The code of the newest mail to somebody; null where none came in time. */
  async function readCode(email: string): Promise<string | null> {
    for (let tries = 0; tries < 600 && !stopping.signal.aborted; tries++) {
      const mail = resend.newest.get(email);
      if (mail) return /\b\d{6,10}\b/.exec(mail.body.subject)?.[0] ?? null;
      await pause(50);
    }
    return null;
  }

  /** Twice at once, on a process each where there are two: at most one may be granted. */
  async function twice(
    procedure: string,
    input: object,
    by: Caller & { about: string },
  ): Promise<Record<string, unknown> | null> {
    const answers = await Promise.all(
      [someWeb(), someWeb()].map((url) => history.call(url, procedure, input, by)),
    );
    return answers.find(({ status }) => status === 200)?.data ?? null;
  }

  async function live(): Promise<void> {
    born += 1;
    const ip = `10.${born >> 8}.${born & 255}.1`;
    const email = `${crypto.randomUUID()}@example.com`;
    const { data: challenge } = await persist("emailOtp.request", { email }, { ip });
    if (!challenge) return;
    const otpId = String(challenge.otpId);
    const code = await readCode(email);
    if (code === null) return;
    const wrong = code.replace(/\d/, (digit) => String((Number(digit) + 1) % 10));
    await history.call(someWeb(), "emailOtp.signIn", { otpId, code: wrong }, { ip, about: otpId });
    let signedIn = null;
    for (let tries = 0; tries < 5 && !signedIn && !stopping.signal.aborted; tries++) {
      const given = { otpId, code, transport: "token" };
      signedIn = await twice("emailOtp.signIn", given, { ip, about: otpId });
      if (!signedIn) await pause(500);
    }
    if (!signedIn) return;
    const person = { ip, token: String(signedIn.token) };
    await persist("session.current", {}, person);
    const { data: handedOver } = await persist("oneTimeToken.generate", {}, person);
    const oneTime = handedOver && String(handedOver.token);
    if (oneTime !== null) {
      const input = { token: oneTime, transport: "token" };
      await twice("oneTimeToken.verify", input, { ip, about: oneTime });
    }
    await persist("session.signOut", {}, person);
  }

  async function proceed(): Promise<void> {
    while (!stopping.signal.aborted) await live();
  }
  const lives = Array.from({ length: count }, proceed);
  return {
    async stop() {
      stopping.abort();
      await Promise.all(lives);
    },
  };
}
