import { createWatchwordClient, type Outputs } from "@watchword/client";

const url: string = import.meta.env.VITE_WATCHWORD_URL || "http://localhost:3000";

/** Where the session's token lies: until the tab is closed, and for this origin's scripts only. */
const KEY = "session";

export type Current = NonNullable<Outputs["session"]["current"]>;

export const watchword = createWatchwordClient({
  url,
  token: () => sessionStorage.getItem(KEY),
});

export function keepSession(token: string): void {
  sessionStorage.setItem(KEY, token);
}

/** Who is signed in; null for nobody, and once the session has ended. */
export async function findSession(): Promise<Current | null> {
  return sessionStorage.getItem(KEY) === null ? null : watchword.session.current.query();
}

/** Forgets the session first: signing out works here while Watchword is out of reach. */
export async function endSession(): Promise<void> {
  const token = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (token === null) return;
  const signingOut = createWatchwordClient({ url, token }).session.signOut.mutate();
  await signingOut.catch(() => {});
}
