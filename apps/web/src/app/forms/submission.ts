import type { FormEvent } from "react";
import { useOneAtATime } from "./one-at-a-time.ts";
import { useProblem } from "./problem.ts";

/** What a form knows of its last submission: the action's answer, and its problem until the cause is edited. */
export interface Submission<State> {
  state: State;
  pending: boolean;
  problem: string | null;
  dismiss: () => void;
}

/**
 * A form whose action returns what is wrong: its state, the problem until its cause is edited, and the props of its
 * element. Only one submission runs at a time.
 */
export function useSubmission<State extends { problem: string | null }>([state, action, pending]: [
  state: State,
  action: (form: FormData) => void,
  pending: boolean,
]) {
  const onSubmit: (event: FormEvent) => void = useOneAtATime(pending);
  const form = { action, onSubmit, "aria-busy": pending, noValidate: true };
  return { state, pending, form, ...useProblem(state) };
}
