import { Link } from "./link.tsx";
import type { ReactNode } from "react";

/** Makes the words that a message marks lead to a page. */
export function linkTo(href: string) {
  return (words: ReactNode) => (
    <Link href={href} className="link">
      {words}
    </Link>
  );
}
