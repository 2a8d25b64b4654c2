import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDeployment, type Deployment, type WebProcess } from "./processes.ts";

const partnerUrl = "http://127.0.0.1:3002";

let deployment: Deployment;
let web: WebProcess;
beforeAll(async () => {
  deployment = await createDeployment();
  const app = { id: "partner", name: "Partner", origin: partnerUrl, callback: "/callback" };
  web = await deployment.startWeb({ WATCHWORD_APPS: JSON.stringify([app]) });
});
afterAll(() => deployment.close());

describe("a hand-off's page", () => {
  const challenge = "a".repeat(43);
  const get = (query: Record<string, string>) =>
    fetch(`${web.url}/handoff?${new URLSearchParams(query)}`, { redirect: "manual" });

  it.each([
    ["an unknown app", { app: "stranger", challenge, state: "s" }, /isn’t registered/],
    ["no app", { challenge, state: "s" }, /isn’t registered/],
    ["no challenge", { app: "partner", state: "s" }, /challenge/],
    ["a plain challenge", { app: "partner", challenge: "short", state: "s" }, /challenge/],
    ["no state", { app: "partner", challenge }, /state/],
    ["too long a state", { app: "partner", challenge, state: "s".repeat(1025) }, /state/],
  ])("sends nobody anywhere for %s", async (_, query, words) => {
    const answer = await get(query as Record<string, string>);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("location")).toBeNull();
    expect(await answer.text()).toMatch(words);
  });

  it("can't be framed, and accepts decisions only from itself", async () => {
    const { headers } = await get({ app: "partner", challenge, state: "s" });
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("x-frame-options")).toBe("DENY");
    const form = new FormData();
    form.set("app", "partner");
    form.set("challenge", challenge);
    form.set("state", "s");
    const decide = (origin: string) =>
      fetch(`${web.url}/handoff/decision`, {
        method: "POST",
        headers: { origin },
        body: form,
        redirect: "manual",
      });
    expect((await decide(partnerUrl)).status).toBe(403);
    const own = await decide(web.url);
    expect(own.status).toBe(303);
    expect(own.headers.get("location")).toBe(`${partnerUrl}/callback?error=access_denied&state=s`);
  });
});
