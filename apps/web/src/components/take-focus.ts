import { useCallback, useEffect, useRef } from "react";
import { useAlive } from "./alive.ts";

/**
 * What gives an element the focus, and says whether it did. While a page that the server wrote comes alive, the focus stays
 * with whoever has moved it already: scripts may come late, and somebody be at a button by then.
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

/** Whether somebody is elsewhere, or has typed here. */
function isInUse(element: HTMLElement): boolean {
  const { activeElement } = document;
  if (activeElement === null || activeElement === document.body) return false;
  if (activeElement !== element) return true;
  return (
    activeElement instanceof HTMLInputElement && activeElement.value !== activeElement.defaultValue
  );
}
