"use client";

import { type ComponentProps, useActionState } from "react";
import { FieldError } from "../../../components/ui/field-error.tsx";
import { Button, TextButton } from "../../../components/ui/button.tsx";
import { Input } from "../../../components/ui/input.tsx";
import { useOneAtATime } from "../../forms/one-at-a-time.ts";
import { Choice } from "../choice.tsx";
import { filterEvents, forgetFilter } from "./actions.ts";
import type { Field, FilterFields } from "./filter.ts";

const NO_TIME = "This isn’t a valid time, so it was left out.";
const NO_WORD = "The record has no such word, so it was left out.";

interface FilterFormProps {
  fields: FilterFields;
  /** Whether it leaves anything out. */
  set: boolean;
  /** The fields that weren't understood. */
  ignored: readonly Field[];
  email: string;
  collection: string;
  events: readonly string[];
  outcomes: readonly string[];
  collections: readonly string[];
}

export function FilterForm({
  fields,
  set,
  ignored,
  email,
  collection,
  ...choices
}: FilterFormProps) {
  const [state, formAction, pending] = useActionState(filterEvents, { email, problem: null });
  const wrong = (name: Field, words: string) => (ignored.includes(name) ? words : null);
  return (
    <details open={set || state.problem !== null}>
      <summary className="link inline-block min-h-6">
        {set ? "Filtered" : "All; filter them"}
      </summary>
      <form
        action={formAction}
        onSubmit={useOneAtATime(pending)}
        aria-busy={pending}
        noValidate
        className="mt-4"
      >
        <div className="grid gap-x-6 @2xl:grid-cols-2 @5xl:grid-cols-3 [&>label]:mt-0 [&>*]:mb-4">
          <Choice
            label="Event"
            name="event"
            any="any"
            options={choices.events}
            defaultValue={fields.event}
          />
          <Choice
            label="Outcome"
            name="outcome"
            any="any"
            options={choices.outcomes}
            defaultValue={fields.outcome}
          />
          <Text
            label="Reason"
            name="reason"
            defaultValue={fields.reason}
            problem={wrong("reason", NO_WORD)}
          />
          <Text
            label="Email address"
            name="email"
            type="email"
            dir="ltr"
            defaultValue={state.email}
            problem={state.problem}
          />
          {choices.collections.length > 1 && (
            <Choice
              label="Collection of the address"
              name="collection"
              options={choices.collections}
              defaultValue={collection}
            />
          )}
          <Text
            label="Request"
            name="requestId"
            defaultValue={fields.requestId}
            problem={wrong("requestId", NO_WORD)}
          />
          <Text
            label="From (UTC)"
            name="from"
            type="datetime-local"
            defaultValue={fields.from}
            problem={wrong("from", NO_TIME)}
          />
          <Text
            label="Until (UTC)"
            name="to"
            type="datetime-local"
            defaultValue={fields.to}
            problem={wrong("to", NO_TIME)}
          />
        </div>
        <p className="flex flex-wrap items-center gap-x-6 gap-y-3">
          <Button>{pending ? "Loading…" : "Show"}</Button>
          <TextButton formAction={forgetFilter}>Show all</TextButton>
        </p>
      </form>
      {ignored.length > 0 && (
        <p className="mt-3 text-error">Left out, because it isn’t valid: {ignored.join(", ")}.</p>
      )}
    </details>
  );
}

interface TextProps extends ComponentProps<"input"> {
  label: string;
  name: string;
  problem?: string | null;
}

function Text({ label, problem = null, ...input }: TextProps) {
  const problemId = `${input.name}-problem`;
  return (
    <div>
      <label className="block">
        {label}
        <Input
          autoComplete="off"
          spellCheck={false}
          maxLength={320}
          aria-invalid={problem !== null}
          aria-describedby={problemId}
          {...input}
          className="mt-1"
        />
      </label>
      <FieldError id={problemId}>{problem}</FieldError>
    </div>
  );
}
