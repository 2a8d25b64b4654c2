import type { AuthContext } from "@watchword/auth";
import { type Mailed, whySuppressed } from "@watchword/auth/delivery";
import { createGathering, type Gathering } from "./gathering.ts";
import { keepRenditions, type KeptRendition, type Rendition } from "./keep-renditions.ts";
import { type Outcome, settleMails } from "./settle.ts";

/** What a mailer does for several mails in one statement. */
export interface Batches {
  /** Why each isn't mailed, if so. */
  suppress: Gathering<Mailed, "bounce" | "complaint" | null>;
  keep: Gathering<Rendition, KeptRendition | null>;
  settle: Gathering<Outcome, void>;
}

export function createBatches(auth: Pick<AuthContext, "db" | "call">): Batches {
  return {
    suppress: createGathering((mails) => whySuppressed(auth, mails)),
    keep: createGathering((written) => keepRenditions(auth, written)),
    settle: createGathering(async (outcomes) => {
      await settleMails(auth, outcomes);
      return outcomes.map(() => {});
    }),
  };
}
