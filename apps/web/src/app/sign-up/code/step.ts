import "server-only";
import { cache } from "react";
import { getVisitor } from "../../../caller.ts";
import { loadChallenge } from "../../challenge/step.ts";
import { destination } from "../../sign-in/destination.ts";

/** Where this browser's sign-up stands. */
export type Step = Awaited<ReturnType<typeof loadStep>>;

export const loadStep = cache(async () => {
  const step = await loadChallenge("password-sign-up", null);
  if (step.name !== "used" && step.name !== "none") return step;
  const signedInAs = (await getVisitor())?.user.email ?? null;
  const [email, next] =
    step.name === "used" ? [step.pending.email, step.pending.next] : [signedInAs, null];
  const isDone = signedInAs !== null && signedInAs === email;
  return isDone ? ({ name: "done", next: destination(next) } as const) : step;
});
