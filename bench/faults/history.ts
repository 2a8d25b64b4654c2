/** A call as its caller saw it. */
export interface Call {
  procedure: string;
  /** The challenge or token that was used, where one was. */
  about: string | null;
  /** 0 where no answer came. */
  status: number;
  reason: string | null;
  body: string;
  ms: number;
  /** Milliseconds since the history began. */
  at: number;
}

export interface Answer {
  status: number;
  data: Record<string, unknown> | null;
}

/** Who calls: from which address behind the proxy, and with whose token. */
export interface Caller {
  ip: string;
  token?: string | undefined;
}

/** Every call that was made, in the order in which they were answered. */
export class History {
  readonly calls: Call[] = [];
  readonly #startedAt = performance.now();

  /** Calls a procedure; what comes back is written down. */
  async call(
    url: string,
    procedure: string,
    input: object,
    { about = null, ...caller }: Caller & { about?: string | null },
  ): Promise<Answer> {
    const startedAt = performance.now();
    const answer = await ask(`${url}/api/trpc/${procedure}`, input, caller);
    const parsed = parse(answer.body);
    this.calls.push({
      procedure,
      about,
      ...answer,
      reason: parsed?.error?.data?.reason ?? null,
      ms: performance.now() - startedAt,
      at: performance.now() - this.#startedAt,
    });
    return { status: answer.status, data: parsed?.result?.data ?? null };
  }

  /** Since a moment of `now`. */
  since(at: number): Call[] {
    return this.calls.filter((call) => call.at >= at);
  }

  now(): number {
    return performance.now() - this.#startedAt;
  }
}

async function ask(url: string, input: object, { ip, token }: Caller) {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-forwarded-for": ip,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(30_000),
    });
    return { status: response.status, body: await response.text() };
  } catch {
    return { status: 0, body: "" };
  }
}

interface Body {
  result?: { data: Record<string, unknown> };
  error?: { data?: { reason?: string } };
}

function parse(body: string): Body | null {
  try {
    return JSON.parse(body) as Body;
  } catch {
    return null;
  }
}
