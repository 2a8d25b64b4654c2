import "server-only";
import { cache } from "react";
import { requireVisitor } from "../account/guard.ts";
import { loadChallenge } from "../challenge/step.ts";

/** Where the proof of the visitor's address stands, and whose it is. */
export type Step = Awaited<ReturnType<typeof loadStep>>["step"];

export const loadStep = cache(async () => {
  const { user } = await requireVisitor("/verify-email");
  if (user.emailVerified) return { user, step: { name: "done" } as const };
  const step = await loadChallenge("email-verification", user.id);
  // The address may have been another one when the mail was asked for.
  const isCurrent = step.name !== "none" && step.pending.email === user.email;
  return { user, step: isCurrent ? step : ({ name: "none" } as const) };
});
