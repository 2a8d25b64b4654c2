import { useState } from "react";

/** What the last submission met, until its cause is edited. */
export function useProblem<State extends { problem: string | null }>(
  state: State,
): { problem: string | null; dismiss: () => void } {
  const [dismissed, setDismissed] = useState<State | null>(null);
  return {
    problem: dismissed === state ? null : state.problem,
    dismiss: () => setDismissed(state),
  };
}
