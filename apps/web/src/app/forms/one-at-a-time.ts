import { type FormEvent, useLayoutEffect, useRef } from "react";

/** A form's `onSubmit` that lets one submission through at a time, also before `pending` is drawn. */
export function useOneAtATime(pending: boolean): (event: FormEvent) => void {
  const running = useRef(false);
  // With the answer on the page, and not a moment after it, the next submission may go.
  useLayoutEffect(() => {
    running.current = pending;
  }, [pending]);
  return (event) => {
    if (running.current) event.preventDefault();
    running.current = true;
  };
}
