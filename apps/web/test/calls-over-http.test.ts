import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { borrowDeployment } from "./borrowed-deployment.ts";
import type { Deployment } from "./processes.ts";

let deployment: Deployment;
let api: string;
beforeAll(async () => {
  const borrowed = await borrowDeployment();
  deployment = borrowed.deployment;
  api = `${borrowed.web.url}/api/trpc`;
});
afterAll(() => deployment.close());

function post(procedure: string, body: string): Promise<Response> {
  const headers = { "content-type": "application/json", cookie: "watchword=over" };
  return fetch(`${api}/${procedure}`, { method: "POST", headers, body });
}

describe("a call over HTTP", () => {
  it("is refused if its body is too long, however long, and the next one isn't", async () => {
    for (const length of [70_000, 5_000_000]) {
      const refused = await post("session.signOut", `{"x":"${"x".repeat(length)}"}`);
      expect(refused.status).toBe(400);
      expect(await refused.json()).toMatchObject({ error: { data: { reason: "INVALID_INPUT" } } });
      const admitted = await post("session.signOut", "{}");
      expect(admitted.headers.getSetCookie()).toEqual([
        expect.stringMatching(/^watchword=; Max-Age=0/),
      ]);
    }
  });

  it("is read no further if its body never ends", async () => {
    const { port, host } = new URL(api);
    const caller = connect(Number(port), "localhost").on("error", () => {});
    const closed = new Promise((resolve) => void caller.once("close", resolve));
    caller.write(
      `POST /api/trpc/session.signOut HTTP/1.1\r\nhost: ${host}\r\n` +
        "content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n",
    );
    const chunk = `10000\r\n${"x".repeat(65_536)}\r\n`;
    const goOn = () => void (caller.writable && caller.write(chunk, goOn));
    goOn();
    await closed;
  });

  it("is answered by Node and not by Next, which serves nothing below its path", async () => {
    const answer = await fetch(`${api}/session.current`);
    expect(await answer.json()).toEqual({ result: { data: null } });
    expect(answer.headers.get("vary")).toBe("trpc-accept, accept, Origin");
    expect((await fetch(`${api}/session.current/more`)).status).toBe(404);
    expect((await fetch(`${api}/session.current`, { method: "HEAD" })).status).toBe(204);
  });

  it("is answered in the REST view too, every path of which is the API's", async () => {
    const rest = new URL("v1/", api.replace("/trpc", "/"));
    const current = await fetch(new URL("session/current", rest));
    expect(await current.json()).toBeNull();
    expect(current.headers.get("content-security-policy")).toContain("default-src 'none'");
    for (const path of ["session", "session/current/more", "session.current"]) {
      const answer = await fetch(new URL(path, rest));
      expect([answer.status, await answer.json()]).toMatchObject([
        404,
        { error: { reason: "INVALID_INPUT", fields: { path: "No such operation" } } },
      ]);
    }
  });

  it("is answered as usual if a newer HTTP is offered, as some clients do with each first call", async () => {
    await fetch(new URL("/sign-in", api));
    const headers = { connection: "Upgrade, HTTP2-Settings", upgrade: "h2c", "http2-settings": "" };
    const offering = request(`${api}/session.current`, { headers }).end();
    const [answer] = (await once(offering, "response")) as [IncomingMessage];
    expect(answer.resume().statusCode).toBe(200);
  });
});
