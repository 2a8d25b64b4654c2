"use client";

import { useActionState } from "react";
import { EmailField } from "../../../components/email-field.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { useOneAtATime } from "../../one-at-a-time.ts";
import { useFocusOnProblem, useProblem } from "../../problem.ts";
import { Choice } from "../choice.tsx";
import { lookUp } from "./actions.ts";

interface LookUpFormProps {
  email: string;
  collection: string;
  collections: string[];
}

export function LookUpForm({ email, collection, collections }: LookUpFormProps) {
  const [state, formAction, pending] = useActionState(lookUp, { email, problem: null });
  const { problem, dismiss } = useProblem(state);
  const input = useFocusOnProblem(state);
  return (
    <form action={formAction} onSubmit={useOneAtATime(pending)} aria-busy={pending} noValidate>
      <EmailField
        ref={input}
        label="Email address"
        autoComplete="off"
        defaultValue={state.email}
        readOnly={pending}
        problem={problem}
        onChange={dismiss}
        begins={email === ""}
      >
        {collections.length > 1 && (
          <Choice
            label="Collection"
            name="collection"
            options={collections}
            defaultValue={collection}
          />
        )}
        <Button className="mt-5">{pending ? "Loading…" : "Show"}</Button>
      </EmailField>
    </form>
  );
}
