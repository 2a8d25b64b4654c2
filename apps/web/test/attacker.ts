import type { WebProcess } from "./processes.ts";

/** What an answer says: data where it was granted, the reason where it was refused. */
export interface Answer {
  status: number;
  data: Record<string, unknown> | null;
  reason: string | null;
  headers: Headers;
}

/** Calls a procedure as a client of that address, whatever its socket says. */
export async function callFrom(
  ip: string,
  web: WebProcess,
  procedure: string,
  input: object,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${web.listening}/api/trpc/${procedure}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-forwarded-for": ip, ...headers },
    body: JSON.stringify(input),
  });
  const body = (await response.json()) as {
    result?: { data: Record<string, unknown> };
    error?: { data: { reason?: string } };
  };
  return {
    status: response.status,
    data: body.result?.data ?? null,
    reason: body.error?.data.reason ?? null,
    headers: response.headers,
  };
}

export interface Attack {
  /** The processes, taken in turn. */
  webs: readonly WebProcess[];
  addresses: readonly string[];
  /** As many as there are forged networks. */
  clients: number;
  guesses: number;
}

export interface AttackResult {
  /** Guesses that were judged, by the length of the code and by the address. */
  judged: { byLength: Map<number, number>; byAddress: Map<string, number> };
  granted: number;
  refused: number;
  /** Anything that is neither. */
  odd: string[];
}

const GUESSES_EACH = 5;
const CONCURRENCY = 16;

/**
 * Asks for one code after the other to each address in turn, and guesses at each as often as it is
 * judged, from as many clients as there are: at once, over all processes.
 */
export async function attack({ webs, addresses, clients, guesses }: Attack): Promise<AttackResult> {
  const judged = { byLength: new Map<number, number>(), byAddress: new Map<string, number>() };
  const result: AttackResult = { judged, granted: 0, refused: 0, odd: [] };
  let calls = 0;
  const call = (procedure: string, input: object) => {
    calls += 1;
    const client = calls % clients;
    const web = webs[calls % webs.length] as WebProcess;
    return callFrom(`10.${client >> 8}.${client & 255}.1`, web, procedure, input);
  };

  async function guess(email: string, otpId: string, codeLength: number): Promise<void> {
    const code = String(Math.floor(Math.random() * 10 ** codeLength)).padStart(codeLength, "0");
    const { status, reason } = await call("emailOtp.signIn", { otpId, code });
    if (reason === "INVALID_TOKEN") {
      count(judged.byLength, codeLength);
      count(judged.byAddress, email);
    } else if (reason === "TOO_MANY_ATTEMPTS") result.refused += 1;
    else if (status === 200) result.granted += 1;
    else result.odd.push(`${status} ${reason}`);
  }

  async function guessAt(email: string): Promise<void> {
    const { data, status, reason } = await call("emailOtp.request", { email });
    if (data === null) return void result.odd.push(`${status} ${reason}`);
    // A mail without a code has none to guess; an attacker who doesn't care guesses six digits.
    const length = (data.codeLength as number | null) ?? 6;
    const otpId = data.otpId as string;
    await Promise.all(Array.from({ length: GUESSES_EACH }, () => guess(email, otpId, length)));
  }

  const rounds = Math.ceil(guesses / GUESSES_EACH);
  let begun = 0;
  async function goOn(): Promise<void> {
    while (begun < rounds) {
      begun += 1;
      await guessAt(addresses[begun % addresses.length] as string);
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, goOn));
  return result;
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
