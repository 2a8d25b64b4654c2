import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasApache, startApache } from "./apache.ts";
import { LOCAL, LOCAL_KEY } from "./apps.ts";
import { createBrowser } from "./browser.ts";
import { type Provider, startProvider } from "./provider.ts";

let provider: Provider;
let apache: Awaited<ReturnType<typeof startApache>>;
beforeAll(async () => {
  if (!hasApache) return;
  provider = await startProvider();
  apache = await startApache({
    issuer: provider.issuer,
    id: LOCAL.id,
    key: LOCAL_KEY,
    directives: [
      `OIDCScope "openid email offline_access"`,
      `OIDCPKCEMethod S256`,
      `OIDCRemoteUserClaim sub`,
      `OIDCInfoHook access_token id_token userinfo session`,
      `OIDCRedirectURLsAllowed ^https://local\\.example/bye$`,
    ],
  });
});
afterAll(async () => {
  if (!hasApache) return;
  expect([...provider.errors, ...provider.api.errors]).toEqual([]);
  await apache.close();
  await provider.close();
});

/** A browser that has gone to Apache's page, where it wasn't signed in, and came back. */
async function visitPage(secret: string) {
  const browser = createBrowser();
  const sent = await browser(`${apache.url}/`);
  const callback = await provider.agree(sent.headers.get("location") ?? "", secret);
  const back = await browser(callback);
  const page = await browser(back.headers.get("location") ?? "");
  const said = await page.text();
  if (page.status !== 200) throw new Error(`${page.status}\n${await apache.log()}`);
  const info = async (more = "") =>
    (await browser(`${apache.url}/callback?info=json${more}`)).json() as Promise<Info>;
  return { browser, said, info };
}

/** What the module knows of a session. */
interface Info {
  id_token: { sub: string };
  userinfo: object;
  access_token: string;
}

describe.runIf(hasApache)("an Apache with mod_auth_openidc", () => {
  it("shows its page to people who signed in, and knows them by sub", async () => {
    const { said, info } = await visitPage(await provider.signIn());
    const { id_token, userinfo } = await info();
    expect(said).toContain(`user ${id_token.sub}, email ada@example.com`);
    expect(userinfo).toMatchObject({ sub: id_token.sub, email_verified: true });
    expect(id_token).toMatchObject({ iss: provider.issuer, aud: "local", amr: ["otp"] });
  });

  it("refreshes its tokens", async () => {
    const { info } = await visitPage(await provider.signIn());
    const before = await info();
    const after = await info("&access_token_refresh_interval=0");
    expect(after.access_token).not.toBe(before.access_token);
    expect(after.userinfo).toEqual(before.userinfo);
  });

  it("leads to the sign-out page, and back to its own page", async () => {
    const secret = await provider.signIn();
    const { browser } = await visitPage(secret);
    const bye = "https://local.example/bye";
    const out = await browser(`${apache.url}/callback?logout=${encodeURIComponent(bye)}`);
    const { to } = await provider.visit(out.headers.get("location") ?? "", secret);
    expect(to?.pathname).toBe("/sign-out");
    expect(to?.searchParams.get("back")).toBe(bye);
    const again = await browser(`${apache.url}/`);
    expect(again.headers.get("location")).toContain(`${provider.issuer}/oidc/authorize?`);
  });

  it("shows nothing to people who declined", async () => {
    const browser = createBrowser();
    const sent = await browser(`${apache.url}/`);
    const secret = await provider.signIn();
    const callback = await provider.agree(sent.headers.get("location") ?? "", secret, "decline");
    expect(String(callback)).toContain("error=access_denied");
    // The module sends its page of the error without a status line, which Node refuses to read.
    await browser(callback).catch(() => null);
    const again = await browser(`${apache.url}/`);
    expect(again.headers.get("location")).toContain(`${provider.issuer}/oidc/authorize?`);
  });
});
