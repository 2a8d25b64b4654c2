import type { DeliveryResult } from "./transport.ts";

/** One mail may be refused for its content; this many in a row are refused because of who sends them. */
const TELLS_FROM = 3;

export interface Refusals {
  /** Notes the result of a delivery, and returns it. */
  note(result: DeliveryResult): DeliveryResult;
  /** The provider's code for why it refuses every mail; null if it takes some. */
  problem(): string | null;
}

/** Watches whether a provider that can be reached refuses every mail, by a rule or for who sends it. */
export function watchRefusals(): Refusals {
  let inARow = 0;
  let reason = "";
  return {
    note(result) {
      if (result.ok || result.problem === "bounced") inARow = 0;
      else if (result.problem === "rejected") {
        inARow++;
        ({ reason } = result);
      }
      return result;
    },
    problem: () =>
      inARow < TELLS_FROM ? null : `${reason}: the last ${inARow} mails were refused`,
  };
}
