import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";

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

/** A field that takes the focus when a submission comes back with `wrong` about it. */
export function useFocusOnProblem(
  state: object,
  wrong: boolean,
  { select = false } = {},
): RefObject<HTMLInputElement | null> {
  const field = useRef<HTMLInputElement>(null);
  const focus = useEffectEvent(() => {
    if (!wrong) return;
    field.current?.focus();
    if (select) field.current?.select();
  });
  useEffect(() => focus(), [state]);
  return field;
}
