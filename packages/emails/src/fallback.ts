import type { Circuit } from "./circuit.ts";
import type { DeliveryResult, Provider } from "./transport.ts";

/**
 * The first provider, and the second while the first keeps failing. A mail that the first surely did
 * not take goes to the second at once; one whose fate there is unknown is tried there again, until the
 * circuit opens.
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

/** Whether a provider does its work: one that turns a mail down, or asks for a pause, does. */
function isHealthy(result: DeliveryResult): boolean {
  if (result.ok || result.problem === "rejected" || result.problem === "bounced") return true;
  if (result.problem === "misconfigured") return false;
  return result.retryAfterMs !== undefined || result.ofMailbox === true;
}
