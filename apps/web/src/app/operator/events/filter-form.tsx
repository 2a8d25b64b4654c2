"use client";

import { useActionState, useEffect, useRef } from "react";
import { Button, TextButton } from "../../../components/ui/button.tsx";
import { useTakeFocus } from "../../../components/take-focus.ts";
import { useOneAtATime } from "../../forms/one-at-a-time.ts";
import { firstWrong, useProblems } from "../../forms/problem.ts";
import { Choice } from "../choice.tsx";
import { TextField } from "../field.tsx";
import { filterEvents, type FilterFormState, forgetFilter } from "./actions.ts";
import type { Field } from "./filter.ts";
import { problemsOf } from "./filter-problems.ts";

const LABELS: Record<Field, string> = {
  event: "Event",
  outcome: "Outcome",
  reason: "Reason",
  requestId: "Request",
  from: "From (UTC)",
  to: "Until (UTC)",
};

interface FilterFormProps extends Omit<FilterFormState, "problems"> {
  /** Whether the filter excludes anything. */
  set: boolean;
  /** The fields that weren't understood. */
  ignored: readonly Field[];
  events: readonly string[];
  outcomes: readonly string[];
  collections: readonly string[];
}

export function FilterForm({ set, ignored, ...props }: FilterFormProps) {
  const { events, outcomes, collections, ...typed } = props;
  const start: FilterFormState = { ...typed, problems: problemsOf(ignored) };
  const [state, formAction, pending] = useActionState(filterEvents, start);
  const problemOf = useProblems(state.problems);
  const form = useRef<HTMLFormElement>(null);
  const takeFocus = useTakeFocus();
  useEffect(() => {
    if (Object.keys(state.problems).length > 0) takeFocus(firstWrong(form.current));
  }, [state, takeFocus]);
  const field = (name: Field) => ({
    label: LABELS[name],
    name,
    defaultValue: state.fields[name],
    maxLength: 320,
    ...problemOf(name),
  });
  return (
    <details open={set || Object.keys(state.problems).length > 0}>
      <summary className="link inline-block min-h-6">
        {set ? "Filtered" : "All; filter them"}
      </summary>
      <form
        ref={form}
        action={formAction}
        onSubmit={useOneAtATime(pending)}
        aria-busy={pending}
        noValidate
      >
        <div className="grid items-start gap-x-6 pb-4 @2xl:grid-cols-2 @5xl:grid-cols-3">
          <Choice any="any" options={events} {...field("event")} />
          <Choice any="any" options={outcomes} {...field("outcome")} />
          <TextField {...field("reason")} />
          <TextField
            label="Email address"
            name="email"
            type="email"
            dir="ltr"
            maxLength={320}
            defaultValue={state.email}
            {...problemOf("email")}
          />
          {collections.length > 1 && (
            <Choice
              label="Collection of the address"
              name="collection"
              options={collections}
              defaultValue={state.collection}
            />
          )}
          <TextField {...field("requestId")} />
          <TextField type="datetime-local" {...field("from")} />
          <TextField type="datetime-local" {...field("to")} />
        </div>
        <p className="flex flex-wrap items-center gap-x-6 gap-y-3">
          <Button>{pending ? "Loading…" : "Show"}</Button>
          <TextButton formAction={forgetFilter}>Show all</TextButton>
        </p>
      </form>
      {ignored.length > 0 && (
        <p className="mt-3 text-error">
          Left out, because it isn’t valid: {ignored.map((name) => LABELS[name]).join(", ")}.
        </p>
      )}
    </details>
  );
}
