import { type RefObject, useEffect, useRef, useState } from "react";
import { useTakeFocus } from "../../components/take-focus.ts";

/** What was wrong with the last submission, until the field that caused it is edited. */
export function useProblem<State extends { problem: string | null }>(
  state: State,
): { problem: string | null; dismiss: () => void } {
  const [dismissed, setDismissed] = useState<State | null>(null);
  return {
    problem: dismissed === state ? null : state.problem,
    dismiss: () => setDismissed(state),
  };
}

/**
 * What is wrong with each field of a form until that field is edited, and a function to call when it is. Each answer to
 * the form has its own `problems`.
 */
export function useProblems<Name extends string>(
  problems: Partial<Record<Name, string>>,
): (name: Name) => { problem: string | null; onChange: () => void } {
  const [edited, setEdited] = useState<{ of: object; names: Name[] }>({ of: problems, names: [] });
  const names = edited.of === problems ? edited.names : [];
  return (name) => ({
    problem: names.includes(name) ? null : (problems[name] ?? null),
    onChange: () => setEdited({ of: problems, names: [...names, name] }),
  });
}

/** The first field of a form that is wrong. */
export function firstWrong(form: HTMLFormElement | null): HTMLElement | null {
  return form?.querySelector<HTMLElement>("[aria-invalid=true]") ?? null;
}

interface FocusOptions {
  /** The field's name, in a form that has several. */
  name?: string | undefined;
  /** For a field that people retype instead of correcting it. */
  select?: boolean;
}

/** A field that takes the focus when a submission comes back because of it. */
export function useFocusOnProblem(
  state: { problem: string | null; field?: string },
  { name, select = false }: FocusOptions = {},
): RefObject<HTMLInputElement | null> {
  const input = useRef<HTMLInputElement>(null);
  const takeFocus = useTakeFocus();
  useEffect(() => {
    if (state.problem === null || state.field !== name) return;
    if (takeFocus(input.current) && select) input.current?.select();
  }, [state, name, select, takeFocus]);
  return input;
}
