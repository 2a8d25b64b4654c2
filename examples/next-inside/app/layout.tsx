import type { Metadata } from "next";
import type { ReactNode } from "react";

/** Addresses of links hold a credential, which no other site may learn. */
export const metadata: Metadata = { title: "Harbour", referrer: "strict-origin" };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
