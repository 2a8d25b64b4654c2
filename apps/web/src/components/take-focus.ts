import { useCallback, useEffect, useRef } from "react";
import { useAlive } from "./alive.ts";

/**
 * A function that gives an element the focus, and returns whether it did. While a page is hydrated, the focus stays
 * where somebody has already moved it: scripts may come late, and somebody may be at a button by then.
 */
export function useTakeFocus(): (element: HTMLElement | null) => boolean {
  const alive = useAlive();
  const comesAlive = useRef(!alive);
  useEffect(() => {
    if (alive) comesAlive.current = false;
  }, [alive]);
  return useCallback((element) => {
    if (element === null || (comesAlive.current && isInUse(element))) return false;
    element.focus();
    return true;
  }, []);
}

/** Whether the focus is elsewhere, or something was typed here. */
function isInUse(element: HTMLElement): boolean {
  const { activeElement } = document;
  if (activeElement === null || activeElement === document.body) return false;
  if (activeElement !== element) return true;
  return (
    activeElement instanceof HTMLInputElement && activeElement.value !== activeElement.defaultValue
  );
}
