import type { DeliveryResult } from "./transport.ts";

/** One mail may be refused for its content; this many in a row are refused because of who sends them. */
const TELLS_FROM = 3;

export interface Refusals {
  /** Notes how a mail fared, and answers the same. */
  note(result: DeliveryResult): DeliveryResult;
  /** What a provider refuses every mail for, in its codes; null where it takes some. */
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
