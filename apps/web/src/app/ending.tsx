import type { ReactNode } from "react";
import { Link } from "../components/link.tsx";
import { Indented, Sheet } from "../components/sheet.tsx";
import { buttonStyle } from "../components/ui/button.tsx";

interface EndingProps {
  title: string;
  lead: string;
  /** Where to go from here, and what its button says. */
  wayOn: readonly [href: string, words: string];
  look?: "primary" | "plain";
  children?: ReactNode;
}

/** A page that says one thing and leads on. */
export function Ending({ title, lead, wayOn: [href, words], look, children }: EndingProps) {
  return (
    <Sheet focusTitle title={title} lead={lead}>
      <Indented>
        <Link href={href} className={buttonStyle({ look })}>
          {words}
        </Link>
        {children}
      </Indented>
    </Sheet>
  );
}
