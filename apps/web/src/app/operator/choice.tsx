import type { ComponentProps } from "react";
import { Labelled, useDescription } from "./field.tsx";

interface ChoiceProps extends ComponentProps<"select"> {
  label: string;
  options: readonly string[];
  /** What stands for no choice, if one needn't choose. */
  any?: string;
  problem?: string | null;
}

/** One of some words, under its label. */
export function Choice({ label, options, any, problem = null, ...select }: ChoiceProps) {
  const { attributes, words } = useDescription(problem);
  return (
    <Labelled label={label} words={words}>
      <select
        // A form's reset would bring back the option that it was first drawn with.
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
