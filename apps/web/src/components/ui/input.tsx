import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";

const inputStyle = cva(
  [
    "block w-full rounded-control border border-edge bg-transparent px-4 text-ink",
    "hover:border-ink focus-visible:border-accent focus-visible:outline-offset-0",
    "aria-invalid:border-error aria-invalid:focus-visible:outline-error forced-colors:aria-invalid:border-4",
  ],
  {
    variants: {
      look: {
        text: "min-h-12 py-2.5",
        code: "min-h-14 py-2 font-mono @2xl:min-h-18 text-code tracking-[0.14em]",
        /** For a code that fits on a phone only in smaller type. */
        letters: "min-h-15 py-2.5 font-mono @2xl:min-h-18 text-letters tracking-[0.06em] uppercase",
      },
    },
    defaultVariants: { look: "text" },
  },
);

type InputProps = ComponentProps<"input"> & VariantProps<typeof inputStyle>;

export function Input({ look, className, ...props }: InputProps) {
  return <input className={inputStyle({ look, className })} {...props} />;
}
