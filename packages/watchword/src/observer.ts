import type { Observer } from "@watchword/mailer";
import { explained } from "./not-migrated.ts";
import type { WatchwordOptions } from "./options.ts";

/** The function that an app wants problems to be passed to. */
export function onErrorOf({ onError }: WatchwordOptions): (error: unknown, what: string) => void {
  const tell = onError ?? ((error, what) => console.error(`Watchword: ${what}`, error));
  return (error, what) => tell(explained(error), what);
}

/** What a mailer reports to an app: only problems. */
export function observerOf(options: WatchwordOptions): Observer {
  const onError = onErrorOf(options);
  const tell = ({ err, ...fields }: Record<string, unknown>, message: string) => {
    const details = Object.keys(fields).length > 0 ? ` ${JSON.stringify(fields)}` : "";
    onError(err ?? new Error(message + details), message);
  };
  return {
    log: { info: () => {}, warn: tell, error: tell },
    inSpan: (_name, _options, run) => run(() => {}),
  };
}
