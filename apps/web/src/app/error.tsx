"use client";

import { useEffect } from "react";
import { Indented, PageLayout } from "../components/page-layout.tsx";
import { Button } from "../components/ui/button.tsx";
import { useErrorWords } from "./error-words.tsx";

/** For bugs and network failures. The page where anything else happens reports it itself. */
export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const words = useErrorWords();
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null;
  const lost = digest === null && isNetworkFailure(error);
  const title = lost ? words.offline : words.failed;
  useEffect(() => {
    document.title = `${title} · ${words.product}`;
  }, [title, words.product]);
  return (
    <PageLayout focusTitle title={title} lead={lost ? words.offlineLead : words.failedLead}>
      <Indented>
        {digest !== null && (
          <p className="mb-5 text-muted">
            {words.failedDigest}{" "}
            <bdi dir="ltr" translate="no">
              {digest}
            </bdi>
          </p>
        )}
        <Button type="button" onClick={retry}>
          {words.tryAgain}
        </Button>
      </Indented>
    </PageLayout>
  );
}

/** Browsers have no special error for it: these are the messages of Chromium, Firefox and Safari, in this order. */
function isNetworkFailure(error: unknown): boolean {
  const words = error instanceof TypeError ? error.message : "";
  return !navigator.onLine || /failed to fetch|networkerror|load failed/i.test(words);
}
