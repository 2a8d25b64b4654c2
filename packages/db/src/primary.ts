import { type Host, nameOf } from "./database-url.ts";

/** Which of a database's hosts takes writes. */
export interface Primary {
  find(): Promise<Host>;
  /** Looks anew next time, unless another has been found meanwhile. */
  forget(host: Host): void;
}

/**
 * Of several hosts the first, in their order, that `probe` resolves for; all are asked at once, and the
 * answer is kept until it is forgotten. A single one isn't asked.
 */
export function createPrimary(
  hosts: readonly [Host, ...Host[]],
  probe: (host: Host) => Promise<void>,
): Primary {
  const [sole] = hosts;
  let found: Host | null = null;
  let looking: Promise<Host> | null = null;

  async function look(): Promise<Host> {
    const answers = hosts.map((host) => probe(host).catch((error: Error) => error));
    const failures: Error[] = [];
    for (const [at, answer] of answers.entries()) {
      const failure = await answer;
      if (!failure) return hosts[at] ?? sole;
      failures.push(failure);
    }
    const why = failures.map(({ message }, at) => `${nameOf(hosts[at] ?? sole)}: ${message}`);
    throw new AggregateError(failures, `None of the hosts takes writes (${why.join("; ")})`);
  }

  return {
    async find() {
      if (hosts.length === 1) return sole;
      if (found) return found;
      looking ??= look().finally(() => (looking = null));
      return (found = await looking);
    },
    forget(host) {
      if (found === host) found = null;
    },
  };
}
