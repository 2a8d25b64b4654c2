import { createWatchwordClient } from "@watchword/client";
import { getRandomBytes as randomBytes } from "expo-crypto";
import { deleteItemAsync, getItemAsync, setItemAsync } from "expo-secure-store";
import { openAuthSessionAsync } from "expo-web-browser";
import { CALLBACK, comeBack, leave } from "./hand-off";

const url = process.env.EXPO_PUBLIC_WATCHWORD_URL ?? "http://localhost:3000";

/** The session's token lies in the Keychain or the Keystore. */
const KEY = "session";

export const watchword = createWatchwordClient({ url, token: () => getItemAsync(KEY) });

export const keepSession = (token: string) => setItemAsync(KEY, token);

/** Forgets the session first: signing out works here while Watchword is out of reach. */
export async function endSession(): Promise<void> {
  const token = await getItemAsync(KEY);
  await deleteItemAsync(KEY);
  if (token === null) return;
  const signingOut = createWatchwordClient({ url, token }).session.signOut.mutate();
  await signingOut.catch(() => {});
}

/** Signs in by the session that the phone's browser has at Watchword. False where its user said no. */
export async function signInByBrowser(): Promise<boolean> {
  const left = await leave(url, { randomBytes });
  const opened = await openAuthSessionAsync(left.page, CALLBACK);
  const token = opened.type === "success" ? await comeBack(url, opened.url, left) : null;
  if (token !== null) await keepSession(token);
  return token !== null;
}
