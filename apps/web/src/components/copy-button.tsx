"use client";

import { useState } from "react";
import { useAlive } from "./alive.ts";
import { Button } from "./ui/button.tsx";

interface CopyButtonProps {
  text: string;
  /** The button's words, before and after it was pressed. */
  words: [idle: string, done: string];
}

/** Copies a text to the clipboard, and says so. */
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
