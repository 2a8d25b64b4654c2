import { type Auth, createAuth } from "@watchword/auth";
import { createAppKey, hashAppKey } from "@watchword/api/app-key";
import { giveConsent, withdrawConsent } from "@watchword/auth/consent";
import { endSession, findSession } from "@watchword/auth/session";
import { passTime } from "@watchword/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDeployment, type Deployment, type WebProcess } from "./processes.ts";
import { anybody } from "./visitor.ts";

const CALLBACK = "https://wiki.example/callback";
const WIKI = { id: "wiki", redirectUris: [CALLBACK], secretHash: hashAppKey(createAppKey()) };

let deployment: Deployment;
let web: WebProcess;
let auth: Auth;
beforeAll(async () => {
  deployment = await createDeployment();
  web = await deployment.startWeb({ WATCHWORD_APPS: JSON.stringify([WIKI]) });
  auth = createAuth({ database: deployment.databaseUrl, secret: deployment.secret });
});
afterAll(async () => {
  await auth.close();
  await deployment.close();
});

/** Somebody who continued to the wiki before. */
async function signIn() {
  const { userId } = await auth.createUser({ email: anybody(), emailVerified: true });
  const secret = (await auth.createSession(userId)).toString();
  const signedIn = await findSession(auth, secret);
  if (!signedIn) throw new Error("Nobody is signed in.");
  await giveConsent(auth, signedIn, WIKI);
  return { secret, signedIn, cookie: `watchword=${secret}` };
}

type Visitor = Awaited<ReturnType<typeof signIn>>;

/** The page that the authorization endpoint leads to, which asks nothing. */
async function askSilently({ cookie }: Visitor, more: Record<string, string> = {}): Promise<URL> {
  const query = new URLSearchParams({
    client_id: WIKI.id,
    redirect_uri: CALLBACK,
    response_type: "code",
    scope: "openid",
    state: "s",
    code_challenge: "a".repeat(43),
    code_challenge_method: "S256",
    prompt: "none",
    ...more,
  });
  const answer = await fetch(`${web.url}/oidc/authorize?${query}`, {
    headers: { cookie },
    redirect: "manual",
  });
  const page = new URL(answer.headers.get("location") ?? "");
  expect(page.pathname).toBe("/handoff");
  return page;
}

/** What the app is told, by the page or by its form; null for no answer that leads there. */
function toldBy(answer: Response): string | null {
  const url = new URL(answer.headers.get("location") ?? "", web.url);
  if (url.origin + url.pathname !== CALLBACK) return null;
  expect(url.searchParams.get("state")).toBe("s");
  return url.searchParams.get("error") ?? "a code";
}

const load = async (page: URL, { cookie }: Visitor) =>
  toldBy(await fetch(page, { headers: { cookie }, redirect: "manual" }));

async function press(page: URL, visitor: Visitor, agreedIn = visitor): Promise<string | null> {
  const body = new FormData();
  for (const [name, value] of page.searchParams) body.set(name, value);
  body.set("decision", "continue");
  body.set("sessionId", agreedIn.signedIn.session.id);
  const headers = { cookie: visitor.cookie, origin: web.url };
  const url = `${web.url}/handoff/decision`;
  return toldBy(await fetch(url, { method: "POST", headers, body, redirect: "manual" }));
}

const leave = ({ secret }: Visitor) => endSession(auth, secret);
const disconnect = ({ signedIn }: Visitor) => withdrawConsent(auth, signedIn, WIKI.id);

/** OpenID Connect Core, 3.1.2.1 and 3.1.2.6. */
describe("an app that wants people to be asked nothing", () => {
  it("gets a code if nobody has to be asked", async () => {
    const ada = await signIn();
    const page = await askSilently(ada);
    expect(await load(page, ada)).toBeNull();
    expect(await press(page, ada)).toBe("a code");
  });

  it.each<[string, string, (visitor: Visitor) => Promise<unknown>]>([
    ["login_required", "the session has ended", leave],
    ["consent_required", "the app was disconnected", disconnect],
  ])("is told %s if %s on the way", async (error, _what, happen) => {
    const ada = await signIn();
    const page = await askSilently(ada);
    await happen(ada);
    expect(await load(page, ada)).toBe(error);
    expect(await press(page, ada)).toBe(error);
  });

  it("is told login_required if the sign-in has become too old on the way", async () => {
    const ada = await signIn();
    const page = await askSilently(ada, { max_age: "60" });
    await passTime(auth.db, 61);
    expect(await load(page, ada)).toBe("login_required");
  });

  it("is told consent_required if somebody else is signed in by now who never went on to it", async () => {
    const [ada, grace] = [await signIn(), await signIn()];
    await disconnect(grace);
    const page = await askSilently(ada);
    expect(await load(page, grace)).toBe("consent_required");
    expect(await press(page, grace, ada)).toBe("consent_required");
  });
});
