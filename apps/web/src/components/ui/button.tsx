import { cva, cx, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";

/** The style of a button, also for a link that leads on. */
export const buttonStyle = cva(
  "inline-flex min-h-12 items-center justify-center rounded-control border px-6 py-2.5 text-center font-semibold",
  {
    variants: {
      look: {
        primary:
          "border-transparent bg-accent text-on-accent hover:bg-accent-strong forced-colors:bg-[ButtonText] forced-colors:text-[ButtonFace] forced-colors:forced-color-adjust-none",
        plain:
          "border-edge text-ink hover:border-ink aria-disabled:border-hairline aria-disabled:text-muted",
        /** For actions that can't be undone. */
        danger:
          "border-transparent bg-error text-paper hover:brightness-90 forced-colors:border-4 forced-colors:border-double",
      },
    },
    defaultVariants: { look: "primary" },
  },
);

type ButtonProps = ComponentProps<"button"> & VariantProps<typeof buttonStyle>;

/** Submits its form by default. */
export function Button({ look, className, type = "submit", ...props }: ButtonProps) {
  return <button type={type} className={buttonStyle({ look, className })} {...props} />;
}

/** A button among words, looking like a link. */
export function TextButton({ className, type = "submit", ...props }: ComponentProps<"button">) {
  return <button type={type} className={cx("link min-h-6", className)} {...props} />;
}
