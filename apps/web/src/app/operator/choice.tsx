import type { ComponentProps } from "react";
import { Labelled, useDescription } from "./field.tsx";

interface ChoiceProps extends ComponentProps<"select"> {
  label: string;
  options: readonly string[];
  /** The option for no choice, if choosing is optional. */
  any?: string;
  problem?: string | null;
}

/** A choice among options, under its label. */
export function Choice({ label, options, any, problem = null, ...select }: ChoiceProps) {
  const { attributes, words } = useDescription(problem);
  return (
    <Labelled label={label} words={words}>
      <select
        // Otherwise a reset of the form would bring back the first default.
        key={String(select.defaultValue)}
        className="mt-1 block min-h-12 w-full rounded-control border border-edge bg-paper px-3 text-ink hover:border-ink aria-invalid:border-error"
        {...attributes}
        {...select}
      >
        {any !== undefined && <option value="">{any}</option>}
        {options.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </select>
    </Labelled>
  );
}
