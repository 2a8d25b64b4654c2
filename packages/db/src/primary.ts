import { type Host, nameOf } from "./database-url.ts";

/** Finds the host of a database that takes writes. */
export interface Primary {
  find(): Promise<Host>;
  /** Makes the next call look again, unless another host was found in the meantime. */
  forget(host: Host): void;
}

/**
 * Chooses the first host, in their order, for which `probe` resolves. All are probed at once, and the result is
 * remembered until `forget`. A single host isn't probed.
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
