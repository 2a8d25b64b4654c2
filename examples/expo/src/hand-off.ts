import {
  createPkce,
  createState,
  createWatchwordClient,
  handoffUrl,
  type RandomSource,
  readCallback,
} from "@watchword/client";

/** Where Watchword sends the system's browser in the end, which opens this app: one of its `redirectUris`. */
export const CALLBACK = "com.example.harbour:/callback";

/** What the app keeps while its user is in the system's browser. */
export interface LeftApp {
  /** The page to open there. */
  page: string;
  codeVerifier: string;
  state: string;
}

/** Begins a sign-in by the session that somebody has at Watchword. */
export async function leave(url: string, random: RandomSource): Promise<LeftApp> {
  const { codeVerifier, codeChallenge } = await createPkce(random);
  const state = createState(random);
  const request = { url, app: "harbour", codeChallenge, state, redirectUri: CALLBACK };
  return { page: handoffUrl(request), codeVerifier, state };
}

/** The session's token, once the browser has come back to the callback; null where the user said no. */
export async function comeBack(
  url: string,
  opened: string,
  { codeVerifier, state }: LeftApp,
): Promise<string | null> {
  const callback = readCallback(opened, state);
  if (!callback.ok) return null;
  const signedIn = await createWatchwordClient({ url }).oneTimeToken.verify.mutate({
    token: callback.token,
    audience: "harbour",
    codeVerifier,
    transport: "token",
  });
  return signedIn.token ?? null;
}
