"use client";

import { createContext, type ReactNode, use } from "react";

/** The words of the error page, which is rendered in the browser and gets only these. */
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
