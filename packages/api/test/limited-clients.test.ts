import type { LinkMail } from "@watchword/db/mail-queue";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createCaller } from "../src/router.ts";
import { inProcess } from "./in-process.ts";
import { type Api, startApi } from "./caller.ts";
import { beAnotherClient, perClient, startLimitedApi, statuses } from "./limited-api.ts";

let api: Api;
beforeAll(async () => {
  api = await startLimitedApi();
});
afterAll(() => api.close());
beforeEach(() => beAnotherClient(api));

const ask = (email = "ada@example.com") => api.post("emailOtp.request", { email });
const guess = () => api.post("emailOtp.signInWithLink", { token: "nothing" });

/** Who visits a page or sends its form: the procedures are called in process. */
const visitorOfPages = () => createCaller(inProcess(api));

describe("a client", () => {
  async function isLimited(ip: string | null): Promise<boolean> {
    api.client.ip = ip;
    return (await guess()).status === 429;
  }

  it("is its network: an IPv4 address, or an IPv6 /64", async () => {
    api.client.ip = "2001:db8:1:2::1";
    await statuses(30, guess);
    expect(await isLimited("2001:db8:1:2::1")).toBe(true);
    expect(await isLimited("2001:db8:1:2:ffff:ffff:ffff:ffff")).toBe(true);
    expect(await isLimited("2001:0DB8:0001:0002:0:0:0:99")).toBe(true);
    expect(await isLimited("2001:db8:1:3::1")).toBe(false);
    api.client.ip = "203.0.113.5";
    await statuses(30, guess);
    expect(await isLimited("::ffff:203.0.113.5")).toBe(true);
    expect(await isLimited("203.0.113.6")).toBe(false);
  });

  it("with an unknown address shares the limits of twenty clients with all others of that kind", async () => {
    const few = { ...perClient, guess: { count: 2, windowSeconds: 36_000 } };
    const strict = await startApi({ policy: { perClient: few } });
    const statusOf = async (ip: string | null) => {
      strict.client.ip = ip;
      return (await strict.post("emailOtp.signInWithLink", { token: "nothing" })).status;
    };
    const unknown = [null, "nonsense", "", null];
    for (let call = 0; call < 40; call++) {
      expect(await statusOf(unknown[call % unknown.length] ?? null)).toBe(400);
    }
    for (const ip of unknown) expect(await statusOf(ip)).toBe(429);
    expect(await statusOf("203.0.113.7")).toBe(400);
    await strict.close();
  });

  it("isn't treated as another one because of its headers", async () => {
    await statuses(30, guess);
    for (let call = 0; call < 5; call++) {
      const forged = {
        "x-forwarded-for": `203.0.113.${call}`,
        "x-real-ip": `203.0.113.${call}`,
        "cf-connecting-ip": `203.0.113.${call}`,
        "x-watchword-client-ip": `203.0.113.${call}`,
        forwarded: `for=203.0.113.${call}`,
        "user-agent": `Browser/${call}`,
        authorization: `Bearer ${call}`,
        cookie: `__Host-watchword=${call}; __Host-watchword-device=${call}`,
      };
      const input = { token: "nothing" };
      expect((await api.post("emailOtp.signInWithLink", input, forged)).status).toBe(429);
    }
  });

  it("is the same for pages, which call in process", async () => {
    await statuses(29, guess);
    const visitor = visitorOfPages();
    const open = () => visitor.emailOtp.signInWithLink({ token: "nothing" });
    await expect(open()).rejects.toThrow("INVALID_TOKEN");
    await expect(open()).rejects.toThrow("RATE_LIMITED");
    expect((await guess()).status).toBe(429);
  });

  it("may open the pages of links, which get the whole address, as often as it likes", async () => {
    await api.bearer("reset@example.com");
    await api.post("passwordReset.request", { email: "reset@example.com" });
    const mail = (await api.newestMail("password-reset")) as LinkMail;
    const token = mail.link.url.split("/").at(-1) ?? "";
    await statuses(30, guess);
    expect((await api.post("passwordReset.inspect", { token })).status).toBe(429);
    const look = visitorOfPages().passwordReset.inspect({ token });
    expect(await look).toMatchObject({ email: "reset@example.com" });
  });

  it("learns nothing about an address from its limit", async () => {
    await api.bearer("known@example.com");
    await statuses(9, ask);
    const refusals = await Promise.all([ask("known@example.com"), ask("strange@example.com")]);
    const shapes = refusals.map(({ status, headers, body }) => {
      const { retryAfterMs = 0, ...data } = body.error.data;
      return { status, names: [...headers.keys()], data, inTime: retryAfterMs > 0 };
    });
    expect(shapes[0]).toEqual(shapes[1]);
  });
});
