import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser, inFreshBrowser } from "./browser.ts";
import { openPlainForm } from "./plain-form.ts";
import { freePort } from "./processes.ts";
import { hasProxy, type ProxyName, type ReverseProxy, startProxy } from "./reverse-proxy.ts";
import { anybody, beginVisitAlone, type Visit } from "./visitor.ts";

/** What is in docs/deploy.md, and what people write who read nothing. */
const SITES: [name: string, proxy: ProxyName, site: (port: number, app: string) => string][] = [
  [
    "nginx with proxy_pass alone",
    "nginx",
    (port, app) => `server { listen ${port}; location / { proxy_pass ${app}; } }`,
  ],
  [
    "nginx with Host $host",
    "nginx",
    (port, app) =>
      `server { listen ${port}; location / { proxy_pass ${app}; proxy_set_header Host $host;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; } }`,
  ],
  [
    "nginx that hides referrers, before a named upstream",
    "nginx",
    (port, app) =>
      `upstream watchword { server ${new URL(app).host}; keepalive 8; }
       server { listen ${port}; add_header Referrer-Policy no-referrer always;
        location / { proxy_pass http://watchword; proxy_http_version 1.1; proxy_set_header Connection "";
        proxy_set_header X-Forwarded-For $remote_addr:$remote_port; } }`,
  ],
  [
    "Caddy with reverse_proxy alone",
    "caddy",
    (port, app) => `:${port} {\n\treverse_proxy ${app}\n}`,
  ],
];

/** Uncounted, only who reads nothing is tried: the browser is led to our own name until that is found out. */
const COUNTED = [
  [0, SITES.slice(0, 1)],
  [1, SITES],
] as const;

describe.skipIf(!hasBrowser).each(COUNTED)("with %i proxies counted", (hops, sites) => {
  let visit: Visit & { web: { url: string; listening: string } };
  let port: number;
  beforeAll(async () => {
    port = await freePort();
    visit = await beginVisitAlone({
      PUBLIC_URL: `http://localhost:${port}`,
      TRUSTED_PROXY_HOPS: `${hops}`,
    });
  });
  afterAll(() => visit.end());

  describe.each(sites.filter(([, proxy]) => hasProxy(proxy)))("%s", (_, name, site) => {
    let proxy: ReverseProxy;
    beforeAll(async () => {
      const { port: app } = new URL(visit.web.listening);
      proxy = await startProxy(name, port, site(port, `http://127.0.0.1:${app}`));
    });
    afterAll(() => proxy.stop());

    it("serves pages, and people sign in", async () => {
      await inFreshBrowser(visit.browser, async (page) => {
        await visit.signIn(page);
      });
    });

    it("accepts forms from browsers without scripts, and refuses another site's", async () => {
      const options = { javaScriptEnabled: false };
      const email = anybody();
      await inFreshBrowser(
        visit.browser,
        async (page) => {
          await page.goto(`${visit.web.url}/sign-in`);
          await page.getByLabel("Email").fill(email);
          await page.getByRole("button", { name: "Continue with email" }).click();
          await visit.arrived(page, "/sign-in/code");
        },
        options,
      );
      const form = await openPlainForm(`${visit.web.url}/sign-in`, "email", { email });
      for (const headers of [
        { origin: "https://evil.example" },
        { origin: "null" },
        { origin: "null", "sec-fetch-site": "cross-site" },
        { origin: "null", "sec-fetch-site": "same-site" },
      ])
        expect((await form.submit(headers as Record<string, string>)).status).toBe(403);
      const hidden = { origin: "null", "sec-fetch-site": "same-origin" };
      expect((await form.submit(hidden)).status).toBe(303);
    });
  });
});

it.skipIf(!hasProxy("nginx"))("nginx is here", () => {});
it.skipIf(!hasProxy("caddy"))("Caddy is here", () => {});
