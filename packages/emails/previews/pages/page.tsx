/** @jsxRuntime automatic */
import type { ReactNode } from "react";

/** The document that every page of the previews is. */
export function Page({ title, children }: { title: string; children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <title>{`${title} · Mail previews`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/style.css" />
        <script src="/script.js" defer />
      </head>
      <body>
        <main>{children}</main>
      </body>
    </html>
  );
}
