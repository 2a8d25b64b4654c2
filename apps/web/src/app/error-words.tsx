"use client";

import { createContext, type ReactNode, use } from "react";

/** What the error page says. It is drawn in the browser, which is given these words and no others. */
export interface ErrorWords {
  product: string;
  offline: string;
  offlineLead: string;
  failed: string;
  failedLead: string;
  failedDigest: string;
  tryAgain: string;
}

const Words = createContext<ErrorWords | null>(null);

export function ErrorWordsProvider({
  words,
  children,
}: {
  words: ErrorWords;
  children: ReactNode;
}) {
  return <Words value={words}>{children}</Words>;
}

export function useErrorWords(): ErrorWords {
  const words = use(Words);
  if (!words) throw new Error("The layout gives them.");
  return words;
}
