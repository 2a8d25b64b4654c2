import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createPkce, createState, handoffUrl, readCallback, refusalOf } from "../src/client.ts";

describe("what binds a handed-over session to the browser that asked", () => {
  it("is a verifier and its S256 challenge, new each time", async () => {
    const { codeVerifier, codeChallenge } = await createPkce();
    expect(codeVerifier).toMatch(/^[\w-]{43}$/);
    expect(codeChallenge).toBe(createHash("sha256").update(codeVerifier).digest("base64url"));
    expect((await createPkce()).codeVerifier).not.toBe(codeVerifier);
    expect(createState()).toMatch(/^[\w-]{43}$/);
  });

  it("travels in the address of the page where the user agrees", () => {
    const request = { app: "partner", codeChallenge: "a_-b", state: "x&y" };
    for (const url of [
      "https://auth.example",
      "https://auth.example/",
      new URL("https://auth.example"),
    ]) {
      expect(handoffUrl({ url, ...request })).toBe(
        "https://auth.example/handoff?app=partner&challenge=a_-b&state=x%26y",
      );
    }
  });
});

describe("a callback", () => {
  it.each(["https://app.example/callback", "/callback", new URL("https://app.example/callback")])(
    "is read from %s",
    (address) => {
      expect(readCallback(`${address}?token=t&state=s`, "s")).toEqual({ ok: true, token: "t" });
      expect(readCallback(`${address}?error=access_denied&state=s`, "s")).toEqual({
        ok: false,
        reason: "access_denied",
      });
    },
  );

  it.each([
    "",
    "/callback",
    "/callback?token=t",
    "/callback?state=s",
    "/callback?token=&state=s",
    "/callback?token=t&state=",
    "/callback?token=t&token=u&state=s",
    "/callback?token=t&state=s&state=r",
    "/callback?token=t&state=s&error=access_denied",
    "/callback?error=something_else&state=s",
    "/callback?error=access_denied",
    "http://",
  ])("%j is malformed", (address) => {
    expect(readCallback(address, "s")).toEqual({ ok: false, reason: "malformed" });
  });
});

describe("an answer", () => {
  it.each([["another"], [""], [null]])(
    "is malformed in a browser that was sent off with the state %j",
    (state) => {
      const malformed = { ok: false, reason: "malformed" };
      expect(readCallback("/callback?token=t&state=s", state)).toEqual(malformed);
      expect(readCallback("/callback?error=access_denied&state=s", state)).toEqual(malformed);
      expect(readCallback("/callback?token=t&state=", state)).toEqual(malformed);
    },
  );
});

describe("refusalOf", () => {
  it("recognizes a refusal by its shape, whichever copy of a package it comes from", () => {
    const fields = { email: "Not an email address" };
    expect(refusalOf({ data: { reason: "INVALID_INPUT", fields, httpStatus: 400 } })).toEqual({
      reason: "INVALID_INPUT",
      fields,
    });
    expect(refusalOf({ data: { reason: "RATE_LIMITED", retryAfterMs: 900 } })).toEqual({
      reason: "RATE_LIMITED",
      retryAfterMs: 900,
    });
  });

  it.each([
    undefined,
    null,
    "UNAVAILABLE",
    new Error("fetch failed"),
    { data: null },
    { data: {} },
    { data: { reason: "toString" } },
    { data: { reason: "NEW_IN_2030" } },
    { data: { code: "INTERNAL_SERVER_ERROR", httpStatus: 500 } },
  ])("is null for %j", (error) => {
    expect(refusalOf(error)).toBeNull();
  });
});
