import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { borrowDeployment } from "./borrowed-deployment.ts";
import { get, sendRaw } from "./raw-http.ts";

let lent: Awaited<ReturnType<typeof borrowDeployment>>;
let url: string;
let port: number;
beforeAll(async () => {
  lent = await borrowDeployment();
  url = lent.web.url;
  port = Number(new URL(url).port);
});
afterAll(() => lent.deployment.close());

function form(): FormData {
  const fields = new FormData();
  fields.set("locale", "en");
  return fields;
}

/** A whole answer, without what is new in each. */
async function answerOf(path: string, more: readonly string[]): Promise<string> {
  const { text } = await sendRaw(port, get(path, `localhost:${port}`, more));
  return text
    .replace(/^date: .*$/im, "")
    .replace(/^x-request-id: .*$/im, "")
    .replaceAll(/nonce-[^']+|nonce="[^"]*"|nonce\\?":\\?"[^"\\]*/g, "")
    .replaceAll(/"[\w-]{21}[mv]"/g, "a request's own key")
    .replaceAll(/operator|nowheres/g, "a-page");
}

describe("the operator's pages, to a stranger", () => {
  it.each([
    ["a browser", ["Accept: text/html"]],
    ["a program", []],
    ["a page's script", ["RSC: 1"]],
    ["somebody with a session that is none", ["Accept: text/html", "Cookie: watchword=abcdef"]],
  ])("are the same as a page that doesn't exist, byte for byte: %s", async (_who, headers) => {
    for (const [theirs, nowhere] of [
      ["/operator", "/nowheres"],
      ["/operator/mails", "/nowheres/mails"],
      ["/operator/events/export", "/nowheres/events/export"],
    ] as const) {
      // On a busy machine React may name a page's files in a header of one answer, and in the text of the other.
      await vi.waitFor(async () => {
        const answers = await Promise.all([answerOf(theirs, headers), answerOf(nowhere, headers)]);
        expect(answers[0]).toMatch(/^HTTP\/1.1 404/);
        expect(answers[0]).toBe(answers[1]);
        expect(answers[0].toLowerCase()).not.toContain("x-middleware");
      }, 60_000);
    }
  });
});

it("the operator's forms, to a stranger, are those of a page that doesn't exist", async () => {
  const post = async (path: string, headers: Record<string, string>) => {
    const response = await fetch(url + path, {
      method: "POST",
      redirect: "manual",
      headers: { origin: url, ...headers },
      body: form(),
    });
    return [response.status, response.headers.get("content-type"), await response.text()];
  };
  const html = await (await fetch(`${url}/sign-in`)).text();
  const [, action = ""] = /&quot;id&quot;:&quot;([0-9a-f]{42})/.exec(html) ?? [];
  expect(action).not.toBe("");
  for (const headers of [{}, { "next-action": action }, { "next-action": "00" }]) {
    for (const path of ["", "/mails", "/events/export"])
      expect(await post(`/operator${path}`, headers)).toEqual(
        await post(`/nowheres${path}`, headers),
      );
  }
});

it("the proxy hides every page that isn't named in its matcher", async () => {
  const app = join(import.meta.dirname, "../src/app");
  const proxy = await readFile(join(app, "../proxy.ts"), "utf8");
  const hidden = new RegExp(`^${/matcher: \[\s*"([^"]+)"/.exec(proxy)?.[1]}$`);
  const files = await readdir(app, { recursive: true, withFileTypes: true });
  const pages = files
    .filter(({ name }) => /^(page|route)\.tsx?$/.test(name))
    .map(({ parentPath }) => `/${relative(app, parentPath)}`);
  expect(pages.length).toBeGreaterThan(20);
  expect(pages.filter((page) => hidden.test(page))).toEqual(
    pages.filter((page) => /^\/operator(\/|$)/.test(page)),
  );
  for (const asset of [
    "/favicon.ico",
    "/manifest.webmanifest",
    "/brand/icon",
    "/_next/static/a.js",
  ])
    expect(hidden.test(asset), asset).toBe(false);
});

describe("the API's document", () => {
  const ask = (headers: Record<string, string>) => fetch(`${url}/api/openapi.json`, { headers });

  it("is made once, and isn't sent again to a client that has it", async () => {
    const first = await ask({});
    const etag = first.headers.get("etag") ?? "";
    expect(etag).toMatch(/^W\/"[\w-]{22}"$/);
    expect(first.headers.get("cache-control")).toBe("public, max-age=300");
    expect(await first.json()).toMatchObject({ openapi: expect.stringMatching(/^3\.1/) });
    for (const known of [etag, `"another", ${etag}`, "*"]) {
      const again = await ask({ "if-none-match": known });
      expect([again.status, await again.text()]).toEqual([304, ""]);
    }
    expect((await ask({ "if-none-match": '"another"' })).status).toBe(200);
  });

  it.each([
    ["/api/openapi.json", "/api/v1/email-otp/sign-in"],
    ["/api/openapi/operators.json", "/api/v1/operator/create-user"],
    ["/api/openapi/trpc.json", "/api/trpc/emailOtp.signIn"],
  ])("%s describes %s", async (document, operation) => {
    const answer = await fetch(url + document);
    expect(await answer.json()).toHaveProperty(["paths", operation]);
  });

  it("is compressed for clients that accept it", async () => {
    const [plain, compressed] = await Promise.all([
      ask({ "accept-encoding": "identity" }),
      ask({ "accept-encoding": "gzip" }),
    ]);
    expect(plain.headers.get("content-encoding")).toBeNull();
    expect(compressed.headers.get("content-encoding")).toBe("gzip");
    expect(await compressed.text()).toBe(await plain.text());
  });
});

it("images are resized for nobody", async () => {
  for (const image of ["%2Fbrand%2Ficon", "%2Ffavicon.ico", "http%3A%2F%2Fevil.example%2Fa.png"])
    expect((await fetch(`${url}/_next/image?url=${image}&w=3840&q=75`)).status).toBe(404);
});

it("an answer that removes the session makes the browser delete what it stored, but no cookies", async () => {
  const response = await fetch(`${url}/api/trpc/session.signOut`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  expect(response.headers.get("clear-site-data")).toBe('"cache", "storage"');
  const current = await fetch(`${url}/api/trpc/session.current`);
  expect(current.headers.has("clear-site-data")).toBe(false);
});
