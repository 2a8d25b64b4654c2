import { afterAll, beforeAll, expect, it } from "vitest";
import { type Api, OPERATOR, startApi } from "./caller.ts";

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.end());

it.each([
  ["emailOtp.request", {}, { email: "This field is missing" }],
  ["emailOtp.request", { email: 7 }, { email: "Must be text" }],
  ["emailOtp.request", { email: "ada" }, { email: "Not an email address" }],
  [
    "emailOtp.request",
    { email: "ada@example.com", phrase: "yes" },
    { phrase: "Must be true or false" },
  ],
  [
    "emailOtp.signIn",
    { otpId: "x".repeat(513), code: "123456", transport: "pigeon" },
    {
      otpId: "Must have at most 512 characters",
      transport: "Must be one of: cookie, token",
    },
  ],
  [
    "session.revoke",
    { sessionId: "mine" },
    { sessionId: expect.stringContaining("Must be an id") },
  ],
  ["operator.events", { limit: 0.5 }, { limit: "Must be a whole number" }],
  ["operator.events", { limit: 0 }, { limit: "Must be at least 1" }],
  ["operator.events", { limit: 201 }, { limit: "Must be at most 200" }],
  [
    "operator.events",
    { from: "yesterday" },
    { from: expect.stringContaining("Must be a date and a time") },
  ],
  [
    "operator.registerApp",
    {
      app: {
        id: "My shop",
        origin: "shop",
        redirectUris: [],
        allowedOrigins: ["https://a.example", "https://b.example/", "b"],
        subjectType: "pairwise",
      },
    },
    {
      "app.id": "Needs lower-case letters, digits or hyphens, a letter first",
      "app.origin": "Not an http(s) URL",
      "app.allowedOrigins.1": "Not an origin, as https://b.example is",
      "app.allowedOrigins.2": "Not an http(s) URL",
      "app.redirectUris": "Needs at least one, or a callback, to which people come back",
    },
  ],
  [
    "operator.registerApp",
    { app: { id: "shop", redirectUris: ["a", "https://b.example"], subjectType: "pairwise" } },
    {
      "app.redirectUris.0": "Not a URL",
      "app.redirectUris.1": "Browsers read it as https://b.example/: write that",
    },
  ],
  ["emailOtp.resend", "text", { input: "Must be an object" }],
] as const)("%s with %j is told in plain words what is wrong", async (path, input, fields) => {
  const answer = await api.post(path, input, await api.bearer(OPERATOR));
  expect(answer.body.error.data).toMatchObject({ reason: "INVALID_INPUT" });
  expect(answer.body.error.data.fields).toEqual(fields);
});
