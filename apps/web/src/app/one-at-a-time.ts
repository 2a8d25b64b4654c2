import { type FormEvent, useEffect, useRef } from "react";

/** A form's `onSubmit` that lets one submission through at a time, also before `pending` is drawn. */
export function useOneAtATime(pending: boolean): (event: FormEvent) => void {
  const running = useRef(false);
  useEffect(() => {
    running.current = pending;
  }, [pending]);
  return (event) => {
    if (running.current) event.preventDefault();
    running.current = true;
  };
}
