import type { ReactNode } from "react";

/** What is wrong with a field; the field names it in `aria-describedby`. Read out when it appears. */
export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <div id={id} role="alert">
      {children && <p className="mt-2 text-error">{children}</p>}
    </div>
  );
}
