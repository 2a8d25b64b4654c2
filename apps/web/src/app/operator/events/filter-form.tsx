"use client";

import { useActionState } from "react";
import { FieldError } from "../../../components/ui/field-error.tsx";
import { Button, TextButton } from "../../../components/ui/button.tsx";
import { Input } from "../../../components/ui/input.tsx";
import { useOneAtATime } from "../../one-at-a-time.ts";
import { Choice } from "../choice.tsx";
import { filterEvents, forgetFilter } from "./actions.ts";
import type { FilterFields } from "./filter.ts";

interface FilterFormProps {
  fields: FilterFields;
  email: string;
  collection: string;
  events: readonly string[];
  outcomes: readonly string[];
  collections: readonly string[];
}

export function FilterForm({ fields, email, collection, ...choices }: FilterFormProps) {
  const [state, formAction, pending] = useActionState(filterEvents, { email, problem: null });
  return (
    <form action={formAction} onSubmit={useOneAtATime(pending)} aria-busy={pending} noValidate>
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
        <Text label="Reason" name="reason" defaultValue={fields.reason} />
        <div>
          <Text
            label="Address"
            name="email"
            type="email"
            dir="ltr"
            defaultValue={state.email}
            aria-invalid={state.problem !== null}
            aria-describedby="filter-problem"
          />
          <FieldError id="filter-problem">{state.problem}</FieldError>
        </div>
        {choices.collections.length > 1 && (
          <Choice
            label="Collection of the address"
            name="collection"
            options={choices.collections}
            defaultValue={collection}
          />
        )}
        <Text label="Request" name="requestId" defaultValue={fields.requestId} />
        <Text label="From (UTC)" name="from" type="datetime-local" defaultValue={fields.from} />
        <Text label="Until (UTC)" name="to" type="datetime-local" defaultValue={fields.to} />
      </div>
      <p className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <Button>{pending ? "Looking …" : "Show"}</Button>
        <TextButton formAction={forgetFilter}>Show all</TextButton>
      </p>
    </form>
  );
}

function Text({ label, ...input }: React.ComponentProps<"input"> & { label: string }) {
  return (
    <label className="block">
      {label}
      <Input autoComplete="off" spellCheck={false} maxLength={320} {...input} className="mt-1" />
    </label>
  );
}
