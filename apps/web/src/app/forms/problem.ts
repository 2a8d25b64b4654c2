import { type RefObject, useEffect, useRef, useState } from "react";

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

interface FocusOptions {
  /** The field's name, in a form that has several. */
  name?: string | undefined;
  /** For what is rather typed anew than mended. */
  select?: boolean;
}

/** A field that takes the focus when a submission comes back because of it. */
export function useFocusOnProblem(
  state: { problem: string | null; field?: string },
  { name, select = false }: FocusOptions = {},
): RefObject<HTMLInputElement | null> {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (state.problem === null || state.field !== name) return;
    input.current?.focus();
    if (select) input.current?.select();
  }, [state, name, select]);
  return input;
}
