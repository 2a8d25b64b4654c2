import { type Answer, type Api, startApi } from "./caller.ts";

// An hour, so that nothing comes back by itself while a test runs.
export const perClient = {
  mail: { count: 10, windowSeconds: 3_600 },
  guess: { count: 30, windowSeconds: 3_600 },
};

/** An API that takes ten mails' requests and thirty guesses an hour from a client. */
export const startLimitedApi = (): Promise<Api> => startApi({ policy: { perClient } });

let clients = 0;
/** Calls it from an address that nobody had before, the callers of `caller.ts` neither. */
export function beAnotherClient(api: Api): void {
  clients += 1;
  api.client.ip = `192.0.2.${clients}`;
}

export async function statuses(calls: number, call: () => Promise<Answer>): Promise<number[]> {
  const answers: number[] = [];
  for (let count = 0; count < calls; count++) answers.push((await call()).status);
  return answers;
}
