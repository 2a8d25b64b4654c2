import { parseSetCookie, stringifyCookie } from "cookie";
import { createWatchwordClient } from "../src/client.ts";

type Answer = (request: Request) => Promise<Response>;

/** A browser as far as an app's server can tell: it keeps cookies, and sends them. */
export interface Browser {
  cookies: Map<string, string>;
  /** Asks one of the app's routes. */
  visit(answer: Answer, address: string, init?: RequestInit): Promise<Response>;
  /** A request with its cookies. */
  request(address: string, init?: RequestInit): Request;
}

export function openBrowser(): Browser {
  const cookies = new Map<string, string>();
  const request = (address: string, init: RequestInit = {}) => {
    const cookie = stringifyCookie(Object.fromEntries(cookies));
    return new Request(address, { ...init, headers: { ...init.headers, cookie } });
  };
  return {
    cookies,
    request,
    async visit(answer, address, init) {
      const response = await answer(request(address, init));
      for (const { name, value, maxAge } of response.headers
        .getSetCookie()
        .map((cookie) => parseSetCookie(cookie))) {
        if (maxAge === 0) cookies.delete(name);
        else cookies.set(name, value ?? "");
      }
      return response;
    },
  };
}

/** What Watchword's page does for who agrees: the address that their browser goes back to. */
export async function agree(watchword: string, sentTo: string | null, sessionToken: string) {
  const asked = new URL(sentTo ?? "").searchParams;
  const member = createWatchwordClient({ url: watchword, token: sessionToken });
  const { token } = await member.oneTimeToken.generate.mutate({
    audience: asked.get("app") ?? "",
    codeChallenge: asked.get("challenge") ?? "",
  });
  return `/callback?${new URLSearchParams({ token, state: asked.get("state") ?? "" })}`;
}
