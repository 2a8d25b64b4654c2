import type { Metadata } from "next";
import type { ReactNode } from "react";

/** No request for an icon. */
export const metadata: Metadata = { icons: "data:," };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
