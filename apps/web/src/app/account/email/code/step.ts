import "server-only";
import { cache } from "react";
import { loadChallenge } from "../../../challenge/step.ts";
import { requireVisitor } from "../../guard.ts";

/** Where this browser's change of address stands. */
export type Step = Awaited<ReturnType<typeof loadStep>>;

export const loadStep = cache(async () => {
  const { user } = await requireVisitor("/account/email/code");
  const step = await loadChallenge("email-change", user.id);
  if (step.name === "used" && step.pending.email === user.email) return { name: "done" } as const;
  return step;
});
