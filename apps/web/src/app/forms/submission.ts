import type { FormEvent } from "react";
import { useOneAtATime } from "./one-at-a-time.ts";
import { useProblem } from "./problem.ts";

/**
 * A form whose action answers with what is wrong: its state, the problem until its cause is edited, and the props of its
 * element. One submission at a time.
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
