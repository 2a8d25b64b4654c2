import type { ComponentProps } from "react";
import { cn } from "../class-names.ts";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return (
    <input
      className={cn(
        "block min-h-12 w-full rounded-[0.25rem] border border-edge bg-transparent px-4 py-2.5 text-ink",
        "hover:border-ink focus-visible:border-accent focus-visible:outline-offset-0",
        "aria-invalid:border-error aria-invalid:focus-visible:outline-error",
        className,
      )}
      {...props}
    />
  );
}
