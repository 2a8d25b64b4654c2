import type { ComponentProps, ReactNode } from "react";
import { Button, buttonStyle } from "../../components/ui/button.tsx";

interface AskFirstProps extends ComponentProps<"button"> {
  /** What it would do, as the words of the first button. */
  open: string;
  /** What happens as a result. */
  lead: ReactNode;
}

/** The button of an action that can't be undone, behind a first one; it needs no script. */
export function AskFirst({ open, lead, ...button }: AskFirstProps) {
  return (
    <details className="mt-4">
      <summary
        className={buttonStyle({
          look: "plain",
          className: "cursor-pointer list-none [&::-webkit-details-marker]:hidden",
        })}
      >
        {open} …
      </summary>
      <div className="mt-4 border-s-3 border-error ps-4">
        <p className="max-w-prose">{lead}</p>
        <Button look="danger" className="mt-4" {...button} />
      </div>
    </details>
  );
}
