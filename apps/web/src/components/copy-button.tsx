"use client";

import { useState } from "react";
import { useAlive } from "./alive.ts";
import { Button } from "./ui/button.tsx";

interface CopyButtonProps {
  text: string;
  /** The button's words, and what is said once it was pressed. */
  words: [idle: string, done: string];
}

/** Puts a text on the clipboard, and says so. */
export function CopyButton({ text, words: [idle, done] }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  const alive = useAlive();
  async function copy() {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  }
  if (!alive) return null;
  return (
    <>
      <Button look="plain" type="button" onClick={copy}>
        {idle}
      </Button>
      <output>{copied && done}</output>
    </>
  );
}
