"use client";

import { AlertDialog } from "radix-ui";
import { type MouseEvent, useState } from "react";
import { Button, buttonStyle } from "../../components/ui/button.tsx";
import { useOneAtATime } from "../one-at-a-time.ts";
import { endOtherSessions } from "./actions.ts";

/** Asks first, where there are scripts to ask with. */
export function EndOthers({ count }: { count: number }) {
  const [open, setOpen] = useState(false);
  const submitOnce = useOneAtATime(false);
  function ask(event: MouseEvent) {
    event.preventDefault();
    setOpen(true);
  }
  const others = count === 1 ? "the other session" : `the ${count} other sessions`;
  return (
    <AlertDialog.Root open={open} onOpenChange={setOpen}>
      <form action={endOtherSessions}>
        <Button look="plain" onClick={ask} aria-haspopup="dialog">
          End {others}
        </Button>
      </form>
      <AlertDialog.Portal>
        <div className="fixed inset-0 bg-ink/60 dark:bg-black/70" aria-hidden="true" />
        <AlertDialog.Content className="fixed inset-x-4 top-[16vh] mx-auto max-h-[80vh] max-w-md overflow-y-auto border border-ink bg-paper p-6 sm:p-8">
          <AlertDialog.Title className="text-words font-bold tracking-tight">
            End {others}?
          </AlertDialog.Title>
          <AlertDialog.Description className="mt-3 text-muted">
            Whoever uses {count === 1 ? "it" : "them"} has to sign in again. You stay signed in
            here.
          </AlertDialog.Description>
          <form
            action={endOtherSessions}
            onSubmit={(event) => {
              submitOnce(event);
              setOpen(false);
            }}
            className="mt-6 flex flex-wrap gap-3"
          >
            <Button>End {count === 1 ? "it" : "them"}</Button>
            <AlertDialog.Cancel className={buttonStyle({ look: "plain" })}>
              Keep {count === 1 ? "it" : "them"}
            </AlertDialog.Cancel>
          </form>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
