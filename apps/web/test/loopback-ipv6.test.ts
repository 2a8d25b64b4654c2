import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser, inFreshBrowser } from "./browser.ts";
import { beginVisitAlone } from "./visitor.ts";

const APP = { id: "terminal", name: "Terminal", redirectUris: ["http://[::1]/callback"] };

let visit: Awaited<ReturnType<typeof beginVisitAlone>>;
let program: Server;
let callback: string;
beforeAll(async () => {
  if (!hasBrowser) return;
  program = createServer((req, res) => res.end(`The terminal has it by ${req.method}`));
  await once(program.listen(0, "::1"), "listening");
  callback = `http://[::1]:${(program.address() as AddressInfo).port}/callback`;
  visit = await beginVisitAlone({ WATCHWORD_APPS: JSON.stringify([APP]) });
});
afterAll(async () => {
  program?.close();
  await visit?.end();
});

/** RFC 8252, 7.3. */
describe.runIf(hasBrowser)("a program that listens on any free port, by IPv6,", () => {
  const asked = { state: "s", code_challenge: "a".repeat(43), code_challenge_method: "S256" };
  it.each([
    ["the hand-off", "GET", { app: APP.id, challenge: "a".repeat(43), state: "s" }, "/handoff"],
    [
      "OpenID Connect",
      "GET",
      { ...asked, client_id: APP.id, response_type: "code", scope: "openid" },
      "/oidc/authorize",
    ],
    [
      "a posted form",
      "POST",
      {
        ...asked,
        client_id: APP.id,
        response_type: "code",
        scope: "openid",
        response_mode: "form_post",
      },
      "/oidc/authorize",
    ],
  ])("is reached by %s", async (_protocol, method, query, path) => {
    await inFreshBrowser(visit.browser, async (page) => {
      await visit.signIn(page);
      const parameters = new URLSearchParams({ ...query, redirect_uri: callback });
      await page.goto(`${visit.web.url}${path}?${parameters}`);
      await page.getByRole("button", { name: "Continue", exact: true }).click();
      await page.getByText(`The terminal has it by ${method}`).waitFor();
      expect(page.url()).toContain(callback);
    });
  });
});
