"use client";

import { type ComponentProps, type ReactNode, useId } from "react";
import { FieldError } from "../../components/ui/field-error.tsx";
import { Input } from "../../components/ui/input.tsx";

interface FieldProps {
  label: string;
  problem?: string | null;
}

/** A line of text under its label, with what is wrong with it below. */
export function TextField({
  label,
  problem = null,
  ...input
}: FieldProps & ComponentProps<"input">) {
  const { attributes, words } = useDescription(problem);
  return (
    <Labelled label={label} words={words}>
      <Input
        type="text"
        autoComplete="off"
        spellCheck={false}
        {...attributes}
        {...input}
        className="mt-1"
      />
    </Labelled>
  );
}

/** A field for several values, one per line. */
export function LinesField({
  label,
  problem = null,
  ...textarea
}: FieldProps & ComponentProps<"textarea">) {
  const { attributes, words } = useDescription(problem);
  return (
    <Labelled label={label} words={words}>
      <textarea
        spellCheck={false}
        {...attributes}
        {...textarea}
        className="mt-1 block w-full rounded-control border border-edge bg-transparent px-4 py-2.5 text-ink hover:border-ink focus-visible:border-accent aria-invalid:border-error aria-invalid:focus-visible:outline-error forced-colors:aria-invalid:border-4"
      />
    </Labelled>
  );
}

/** A checkbox. */
export function CheckField({
  label,
  problem = null,
  ...input
}: FieldProps & ComponentProps<"input">) {
  const { attributes, words } = useDescription(problem);
  return (
    <div className="mt-4">
      <label className="flex items-center gap-3">
        <input
          type="checkbox"
          value="yes"
          className="size-5 shrink-0 accent-accent"
          {...attributes}
          {...input}
        />
        {label}
      </label>
      {words}
    </div>
  );
}

interface LabelledProps {
  label: string;
  words: ReactNode;
  children: ReactNode;
}

export function Labelled({ label, words, children }: LabelledProps) {
  return (
    <div className="mt-4">
      <label className="block">
        {label}
        {children}
      </label>
      {words}
    </div>
  );
}

/**
 * Ties a field to the words about what is wrong with it. The first such field of a page has the focus, even without
 * scripts.
 */
export function useDescription(problem: string | null) {
  const id = useId();
  return {
    attributes: {
      "aria-invalid": problem !== null,
      "aria-describedby": id,
      autoFocus: problem !== null,
    },
    words: <FieldError id={id}>{problem}</FieldError>,
  };
}
