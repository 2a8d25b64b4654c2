import { cx } from "class-variance-authority";

interface ReadOffProps {
  /** Whether it fits on a phone only in smaller type. */
  long?: boolean;
  children: string;
}

/** Text that is read off this screen and typed elsewhere. */
export function ReadOff({ long = false, children }: ReadOffProps) {
  return (
    <strong
      dir="ltr"
      translate="no"
      className={cx(
        "mt-2 block font-mono font-normal tracking-[0.14em] rtl:text-end",
        long ? "text-letters" : "text-code",
      )}
    >
      {children}
    </strong>
  );
}
