import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser, inFreshBrowser } from "./browser.ts";
import { freePort } from "./processes.ts";
import { beginVisitAlone } from "./visitor.ts";

let visit: Awaited<ReturnType<typeof beginVisitAlone>>;
let shop: Server;
let port: number;

/** An app whose callback leads on to a host of its own for each tenant: here, by another name of this machine. */
function startShop(): Server {
  const server = createServer((req, res) => {
    if (!req.url?.startsWith("/callback?")) return res.end("Welcome to the tenant's shop");
    return res.writeHead(303, { location: `http://localhost:${port}/welcome` }).end();
  });
  return server.listen(port);
}

beforeAll(async () => {
  if (!hasBrowser) return;
  port = await freePort();
  shop = startShop();
  const app = { id: "shop", origin: `http://127.0.0.1:${port}`, callback: "/callback" };
  visit = await beginVisitAlone({ WATCHWORD_APPS: JSON.stringify([app]) });
});
afterAll(async () => {
  shop?.close();
  await visit?.end();
});

describe.runIf(hasBrowser)("an app whose callback redirects on to another origin", () => {
  it.each(["Continue", "Cancel"])("is reached by %s", async (button) => {
    await inFreshBrowser(visit.browser, async (page) => {
      await visit.signIn(page);
      await page.goto(`${visit.web.url}/handoff?app=shop&challenge=${"a".repeat(43)}&state=s`);
      await page.getByRole("button", { name: button, exact: true }).click();
      await page.waitForURL(`http://localhost:${port}/welcome`);
      expect(await page.textContent("body")).toBe("Welcome to the tenant's shop");
    });
  });
});
