import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withoutRedirects } from "../src/http/own-fetch.ts";

let elsewhere: Server;
let own: Server;
let asked = 0;

const urlOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeAll(async () => {
  elsewhere = createServer((_, res) => {
    asked++;
    res.end("elsewhere");
  }).listen(0, "127.0.0.1");
  await once(elsewhere, "listening");
  own = createServer((req, res) => {
    if (req.url === "/page") res.end("a page");
    else res.writeHead(303, { location: urlOf(elsewhere) }).end();
  }).listen(0, "127.0.0.1");
  await once(own, "listening");
});
afterAll(() => {
  for (const server of [own, elsewhere]) {
    server.closeAllConnections();
    server.close();
  }
});

const send = withoutRedirects(fetch);
/** As Next marks a request of its own, which isn't in its types. */
function nexts(internal: unknown): RequestInit {
  const next = { tags: [], internal };
  return { next };
}

it.each([1, true])("Next's own requests, marked %j, follow no redirect", async (mark) => {
  const before = asked;
  const answer = await send(`${urlOf(own)}/leads-on`, nexts(mark));
  expect(answer.status).toBe(303);
  expect(await answer.text()).toBe("");
  expect(asked).toBe(before);
});

it("Next's own requests get the page that is there", async () => {
  expect(await (await send(`${urlOf(own)}/page`, nexts(1))).text()).toBe("a page");
});

it("any other request follows redirects", async () => {
  expect(await (await send(`${urlOf(own)}/leads-on`)).text()).toBe("elsewhere");
});
