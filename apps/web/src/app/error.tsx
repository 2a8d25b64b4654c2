"use client";

import { useEffect } from "react";
import { Indented, Sheet } from "../components/sheet.tsx";
import { Button } from "../components/ui/button.tsx";

/** For bugs: what is expected to fail is told by the page that it happens on. */
export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null;
  useEffect(() => {
    document.title = "This page failed · Watchword";
  }, []);
  return (
    <Sheet
      focusTitle
      title="This page failed"
      lead={
        <>
          That is our mistake, not yours. Nothing you did is lost.
          {digest !== null && ` In the server’s log it is ${digest}.`}
        </>
      }
    >
      <Indented>
        <Button type="button" onClick={retry}>
          Try again
        </Button>
      </Indented>
    </Sheet>
  );
}
