import type { ReactNode } from "react";

/** For developers, and so in English whatever the visitor's language. */
export default function Layout({ children }: { children: ReactNode }) {
  return (
    <div lang="en" dir="ltr" data-english>
      {children}
    </div>
  );
}
