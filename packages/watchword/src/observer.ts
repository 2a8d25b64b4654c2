import type { Observer } from "@watchword/mailer";
import type { WatchwordOptions } from "./options.ts";

/** Whom an app has told of what goes wrong. */
export function onErrorOf({ onError }: WatchwordOptions): (error: unknown, what: string) => void {
  return onError ?? ((error, what) => console.error(`Watchword: ${what}`, error));
}

/** What a mailer tells an app: what goes wrong, and nothing else. */
export function observerOf(options: WatchwordOptions): Observer {
  const onError = onErrorOf(options);
  const tell = ({ err, ...fields }: Record<string, unknown>, message: string) =>
    onError(err ?? new Error(`${message} ${JSON.stringify(fields)}`), message);
  return {
    log: { info: () => {}, warn: tell, error: tell },
    inSpan: (_name, _options, run) => run(() => {}),
  };
}
