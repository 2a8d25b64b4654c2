import type { ComponentProps } from "react";

interface ChoiceProps extends ComponentProps<"select"> {
  label: string;
  options: readonly string[];
  /** What stands for no choice, if one needn't choose. */
  any?: string;
}

/** One of some words, under its label. */
export function Choice({ label, options, any, ...select }: ChoiceProps) {
  return (
    <label className="mt-4 block">
      {label}
      <select
        className="mt-1 block min-h-12 w-full rounded-control border border-edge bg-paper px-3 text-ink hover:border-ink"
        {...select}
      >
        {any !== undefined && <option value="">{any}</option>}
        {options.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </select>
    </label>
  );
}
