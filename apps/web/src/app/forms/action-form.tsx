"use client";

import { type ReactNode, useActionState, useEffect, useRef } from "react";
import { useTakeFocus } from "../../components/take-focus.ts";
import { useOneAtATime } from "./one-at-a-time.ts";
import { firstWrong } from "./problem.ts";

/** What an action reports about itself. */
export interface Acted {
  said: string;
  refused: boolean;
}

export type Action<State extends Acted = Acted> = (
  state: Awaited<State> | null,
  form: FormData,
) => Promise<State>;

interface ActionFormProps<State extends Acted> {
  action: Action<State>;
  /** What it says in the meantime. */
  working?: string;
  /** The form's content, which may depend on the action's last result. */
  children: ReactNode | ((state: Awaited<State> | null) => ReactNode);
}

/**
 * A form that stays in place and says what it did, even if what was acted on is gone. A wrong field takes the focus.
 * Only one submission runs at a time.
 */
export function ActionForm<State extends Acted = Acted>({
  action,
  working = "Working…",
  children,
}: ActionFormProps<State>) {
  const [state, formAction, pending] = useActionState(action, null);
  const form = useRef<HTMLFormElement>(null);
  const said = useRef<HTMLOutputElement>(null);
  const takeFocus = useTakeFocus();

  useEffect(() => {
    if (state) takeFocus(firstWrong(form.current) ?? said.current);
  }, [state, takeFocus]);

  return (
    <form ref={form} action={formAction} onSubmit={useOneAtATime(pending)} aria-busy={pending}>
      {typeof children === "function" ? children(state) : children}
      <output
        ref={said}
        tabIndex={-1}
        className={`mt-4 block max-w-prose wrap-anywhere border-s-3 ps-4 outline-none empty:hidden ${state?.refused ? "border-error text-error" : "border-accent"}`}
      >
        {pending ? working : state?.said}
      </output>
    </form>
  );
}
