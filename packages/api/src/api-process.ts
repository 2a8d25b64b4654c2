import type { ApiProcess } from "./context.ts";

type Needed = Pick<ApiProcess, "auth" | "limiter" | "publicUrl" | "apps" | "onError">;

const NOBODY: ReadonlySet<string> = new Set();

/** What a process gives to its procedures. By default it has one host, no captcha, no operators and no observer. */
export function createApiProcess(given: Needed & Partial<ApiProcess>): ApiProcess {
  return {
    captcha: null,
    publicUrlOf: () => given.publicUrl,
    appsOf: () => given.apps,
    operators: NOBODY,
    operatorsOf: () => NOBODY,
    observe: (_path, run) => run(),
    ...given,
  };
}
