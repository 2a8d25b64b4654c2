"use client";

import { useActionState } from "react";
import { EmailField } from "../../../components/email-field.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { useFocusOnProblem } from "../../forms/problem.ts";
import { useSubmission } from "../../forms/submission.ts";
import { Choice } from "../choice.tsx";
import { lookUp } from "./actions.ts";

interface LookUpFormProps {
  email: string;
  collection: string;
  collections: string[];
}

export function LookUpForm({ email, collection, collections }: LookUpFormProps) {
  const { state, pending, form, problem, dismiss } = useSubmission(
    useActionState(lookUp, { email, problem: null }),
  );
  const input = useFocusOnProblem(state);
  return (
    <form {...form}>
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
