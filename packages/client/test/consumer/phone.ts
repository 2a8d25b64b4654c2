import {
  createPkce,
  createState,
  createWatchwordClient,
  handoffUrl,
  readCallback,
  type RandomSource,
} from "@watchword/client";

const CALLBACK = "com.acme.app:/callback";

/** What a native app keeps while its user is in the system's browser. */
export interface Left {
  url: string;
  codeVerifier: string;
  state: string;
}

/** Where a native app sends the system's browser. */
export async function leave(url: string, source?: RandomSource): Promise<Left> {
  const { codeVerifier, codeChallenge } = await createPkce(source);
  const state = createState(source);
  const page = handoffUrl({ url, app: "phone", codeChallenge, state, redirectUri: CALLBACK });
  return { url: page, codeVerifier, state };
}

/** Who is signed in, after the system opened the app by its callback. */
export async function comeBack(url: string, opened: string, { codeVerifier, state }: Left) {
  const callback = readCallback(opened, state);
  if (!callback.ok) return callback.reason;
  const signedIn = await createWatchwordClient({ url }).oneTimeToken.verify.mutate({
    token: callback.token,
    audience: "phone",
    codeVerifier,
    transport: "token",
  });
  const app = createWatchwordClient({ url, token: signedIn.token ?? "" });
  return (await app.session.current.query())?.user.email;
}

/** A code by mail, typed into the app, up to where the mail is on its way. */
export async function askForCode(url: string): Promise<number | null> {
  const client = createWatchwordClient({ url });
  return (await client.emailOtp.request.mutate({ email: "phone@example.com" })).codeLength;
}
