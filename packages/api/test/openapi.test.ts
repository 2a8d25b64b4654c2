import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import type { ViewName } from "../src/openapi/document.ts";
import { appRouter } from "../src/router.ts";
import { described, documents, operationsOf } from "./openapi-calls.ts";

const VIEWS = Object.keys(documents) as ViewName[];
const namesIn = (view: ViewName) => [...operationsOf(view).keys()];
const procedures = Object.keys(appRouter._def.procedures);
const isOperators = (name: string) => name.startsWith("operator.");

/** The reasons that a document lists for a procedure, by status. */
function refusalsOf(path: string) {
  const { responses } = described("v1", path).operation;
  const statuses = Object.keys(responses).filter((status) => status !== "200");
  return Object.fromEntries(
    statuses.map((status) => {
      const [, narrowed] = responses[status]?.content["application/json"]?.schema.allOf ?? [];
      return [status, narrowed?.properties.error.properties.reason.enum];
    }),
  );
}

describe("the OpenAPI documents", () => {
  it.each(VIEWS)("%s is a valid one", async (view) => {
    const result = await new Validator().validate(structuredClone(documents[view]));
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
  });

  it("have every procedure and no other, the operators' in a document of their own", () => {
    expect(namesIn("trpc").toSorted()).toEqual(procedures.toSorted());
    expect(namesIn("v1")).toEqual(procedures.filter((name) => !isOperators(name)));
    expect(namesIn("operators").toSorted()).toEqual(procedures.filter(isOperators).toSorted());
  });

  it.each(VIEWS)("%s says what each does, and names nothing that it doesn't use", (view) => {
    for (const [name, { operation }] of operationsOf(view)) {
      expect(operation.summary, name).toMatch(/^[A-Z]/);
    }
    const json = JSON.stringify(documents[view]);
    for (const name of Object.keys(documents[view].components.schemas)) {
      expect(json).toContain(`"#/components/schemas/${name}"`);
    }
  });

  it("spell URLs as the pages do", () => {
    expect(described("v1", "emailOtp.signInWithLink")).toMatchObject({
      url: "/api/v1/email-otp/sign-in-with-link",
      method: "post",
    });
    expect(described("v1", "session.current")).toMatchObject({ method: "get" });
    expect(described("v1", "emailOtp.status")).toMatchObject({ method: "post" });
  });

  it("say which calls require a session", () => {
    const security = (path: string) => described("v1", path).operation.security;
    expect(security("emailOtp.request")).toEqual([]);
    expect(security("session.current")).toContainEqual({});
    expect(security("session.list")).toEqual([{ cookie: [] }, { bearer: [] }]);
  });

  it("list the refusals that a call may get, and no others", () => {
    expect(refusalsOf("emailOtp.signIn")).toEqual({
      400: ["INVALID_INPUT", "INVALID_TOKEN", "EXPIRED_TOKEN"],
      403: ["TOO_MANY_ATTEMPTS", "FORBIDDEN"],
      429: ["RATE_LIMITED"],
      503: ["UNAVAILABLE"],
      500: ["INTERNAL_SERVER_ERROR"],
    });
    expect(refusalsOf("session.current")).toEqual({
      400: ["INVALID_INPUT"],
      403: ["FORBIDDEN"],
      503: ["UNAVAILABLE"],
      500: ["INTERNAL_SERVER_ERROR"],
    });
    expect(refusalsOf("password.change")).toMatchObject({
      400: ["INVALID_INPUT", "WEAK_PASSWORD"],
      401: ["INVALID_CREDENTIALS", "UNAUTHENTICATED"],
      403: ["TOO_MANY_ATTEMPTS", "REAUTHENTICATE", "FORBIDDEN"],
    });
  });
});
