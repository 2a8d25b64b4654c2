import { type FormEvent, useLayoutEffect, useRef } from "react";

/** A form's `onSubmit` that lets one submission through at a time, even before `pending` is rendered. */
export function useOneAtATime(pending: boolean): (event: FormEvent) => void {
  const running = useRef(false);
  // The next submission is allowed as soon as the answer is on the page.
  useLayoutEffect(() => {
    running.current = pending;
  }, [pending]);
  return (event) => {
    if (running.current) event.preventDefault();
    running.current = true;
  };
}
