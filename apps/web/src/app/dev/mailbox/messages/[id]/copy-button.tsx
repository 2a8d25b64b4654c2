"use client";

import { useState } from "react";
import { Button } from "../../../../../components/ui/button.tsx";

/** Puts a text on the clipboard, and says so. */
export function CopyButton({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  async function copy() {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  }
  return (
    <>
      <Button look="plain" type="button" onClick={copy}>
        Copy
      </Button>
      <output>{copied && "Copied"}</output>
    </>
  );
}
