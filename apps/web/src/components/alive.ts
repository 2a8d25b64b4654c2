import { useSyncExternalStore } from "react";

/** Whether scripts run here: false on the server, and until the page is hydrated. */
export function useAlive(): boolean {
  return useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  );
}
