"use client";

import { useEffect } from "react";
import { Indented, Sheet } from "../components/sheet.tsx";
import { Button } from "../components/ui/button.tsx";

/** For bugs, and for a network that is gone: all else is told by the page that it happens on. */
export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null;
  const lost = digest === null && isNetworkFailure(error);
  const title = lost ? "We can’t be reached" : "This page failed";
  useEffect(() => {
    document.title = `${title} · Watchword`;
  }, [title]);
  return (
    <Sheet
      focusTitle
      title={title}
      lead={
        lost ? (
          "This device seems to be offline. Codes and links that you have keep working: try again when it is back."
        ) : (
          <>
            That is our mistake, not yours. Nothing you did is lost.
            {digest !== null && ` In the server’s log it is ${digest}.`}
          </>
        )
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

/** Browsers have no error of its own for it: Chromium, Firefox and Safari, in this order. */
function isNetworkFailure(error: unknown): boolean {
  const words = error instanceof TypeError ? error.message : "";
  return !navigator.onLine || /failed to fetch|networkerror|load failed/i.test(words);
}
