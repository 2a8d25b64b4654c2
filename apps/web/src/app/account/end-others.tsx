"use client";

import { AlertDialog } from "radix-ui";
import { type MouseEvent, useEffect, useRef, useState } from "react";
import { Button, buttonStyle } from "../../components/ui/button.tsx";
import { endOtherSessions } from "./actions.ts";
import type { EndOthersWords } from "./end-others-words.ts";

interface EndOthersProps {
  count: number;
  words: EndOthersWords;
}

/** Ends all other sessions. If scripts run, it asks first. */
export function EndOthers({ count, words }: EndOthersProps) {
  const [open, setOpen] = useState(false);
  const [ended, setEnded] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const done = useRef<HTMLOutputElement>(null);

  useEffect(() => {
    if (ended && count === 0) done.current?.focus();
  }, [ended, count]);

  function ask(event: MouseEvent) {
    event.preventDefault();
    setOpen(true);
  }
  function giveFocusBack(event: Event) {
    event.preventDefault();
    opener.current?.focus();
  }

  return (
    <AlertDialog.Root open={open} onOpenChange={setOpen}>
      {count > 0 ? (
        <form action={endOtherSessions} className="mt-6">
          <Button ref={opener} look="plain" onClick={ask} aria-haspopup="dialog">
            {words.open}
          </Button>
        </form>
      ) : (
        <output ref={done} tabIndex={-1} className="mt-4 block text-muted outline-none">
          {words.nowhereElse}
        </output>
      )}
      {/* No Overlay of Radix: it writes a style element, which the policy for styles refuses. */}
      <AlertDialog.Portal>
        <div className="fixed inset-0 bg-[rgb(0_0_0/0.6)]" aria-hidden="true" />
        <AlertDialog.Content
          aria-modal="true"
          onCloseAutoFocus={giveFocusBack}
          className="fixed inset-x-4 top-[16vh] mx-auto max-h-[80vh] max-w-md overflow-y-auto border border-ink bg-paper p-6"
        >
          <AlertDialog.Title className="text-words font-bold tracking-tight tall:tracking-normal">
            {words.title}
          </AlertDialog.Title>
          <AlertDialog.Description className="mt-3 text-muted">
            {words.lead}
          </AlertDialog.Description>
          <form action={endOthersThen} className="mt-6 flex flex-wrap gap-3">
            <Button look="danger">{words.yes}</Button>
            <AlertDialog.Cancel className={buttonStyle({ look: "plain" })}>
              {words.no}
            </AlertDialog.Cancel>
          </form>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );

  async function endOthersThen() {
    await endOtherSessions();
    setOpen(false);
    setEnded(true);
  }
}
