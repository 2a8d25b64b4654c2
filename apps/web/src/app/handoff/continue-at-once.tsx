"use client";

import { useEffect, useRef } from "react";

/**
 * Presses its form's first button once for somebody who has just come here, because only a POST may change something.
 * It doesn't if they come back through the browser's history, which would keep them from leaving, nor on a page that is
 * loaded in advance.
 */
export function ContinueAtOnce() {
  const marker = useRef<HTMLInputElement>(null);
  const pressed = useRef(false);
  useEffect(() => {
    if (pressed.current) return;
    pressed.current = true;
    const [arrival] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    const isPrerendered = "prerendering" in document && document.prerendering === true;
    if (arrival?.type !== "navigate" || isPrerendered) return;
    const form = marker.current?.form;
    form?.requestSubmit(form.querySelector("button"));
  }, []);
  return <input ref={marker} type="hidden" />;
}
