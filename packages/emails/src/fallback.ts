import type { Circuit } from "./circuit.ts";
import type { DeliveryResult, Provider } from "./transport.ts";

/**
 * Uses the first provider, and the second while the first keeps failing. A mail that the first certainly didn't take
 * goes to the second at once; if that is uncertain, it is tried at the first again until the circuit opens.
 */
export function withFallback(first: Provider, second: Provider, circuit: Circuit): Provider {
  return {
    async deliver(message, signal) {
      const answered = circuit.enter();
      if (!answered) return second.deliver(message, signal);
      let result: DeliveryResult | undefined;
      try {
        result = await first.deliver(message, signal);
      } finally {
        answered(result !== undefined && isHealthy(result));
      }
      const refused = !result.ok && result.problem === "misconfigured";
      return refused ? second.deliver(message, signal) : result;
    },
    async check() {
      const problems = await Promise.all([first.check(), second.check()]);
      return problems.includes(null) ? null : problems.join("; ");
    },
    close() {
      first.close();
      second.close();
    },
  };
}

/** Whether a provider works: it does even if it refuses a mail or asks for a pause. */
function isHealthy(result: DeliveryResult): boolean {
  if (result.ok || result.problem === "rejected" || result.problem === "bounced") return true;
  if (result.problem === "misconfigured") return false;
  return result.retryAfterMs !== undefined || result.ofMailbox === true;
}
