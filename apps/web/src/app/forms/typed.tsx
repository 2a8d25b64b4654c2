"use client";

import { usePathname } from "next/navigation";
import { createContext, type ReactNode, use, useEffect, useState } from "react";
import type { Typed } from "../../cookies/typed-cookie.ts";

const TypedInto = createContext<Typed | null>(null);

interface TypedProviderProps {
  typed: Typed | null;
  /** What a page that had to be opened again says. */
  words: string;
  children: ReactNode;
}

/** Fills the forms of a page that had to be opened again with what was typed into them, and says why. */
export function TypedProvider({ typed, words, children }: TypedProviderProps) {
  const isHere = usePathname() === typed?.path;
  const [sentAgain, setSentAgain] = useState(false);
  useEffect(() => {
    const note = () => setSentAgain(true);
    addEventListener("submit", note, { once: true });
    return () => removeEventListener("submit", note);
  }, []);
  return (
    <TypedInto value={isHere ? typed : null}>
      {isHere && !sentAgain && (
        <output className="block border-b border-hairline py-4 text-pretty">{words}</output>
      )}
      {children}
    </TypedInto>
  );
}

/** What was typed before the page was opened again; null if it wasn't. */
export function useTyped(): Typed | null {
  return use(TypedInto);
}
