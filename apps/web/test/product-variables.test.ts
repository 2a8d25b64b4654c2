import { describe, expect, it } from "vitest";
import { parseEnv } from "../src/environment/env.ts";
import { productAt, productOf } from "../src/environment/products.ts";
import { APPS, policyWith, shop } from "./two-products.ts";

describe("products of one deployment", () => {
  const parse = (collections: object, env: Record<string, string> = {}) =>
    parseEnv({ BRAND: '{"name":"Acme"}', WATCHWORD_POLICY: policyWith(collections), ...env });

  it("are distinguished by their host, and use the deployment's settings if they set none", () => {
    const { products, policy } = parse(shop("shop.localhost:3000"), {
      EMAIL_FROM: "Acme <hello@acme.example>",
      WATCHWORD_APPS: JSON.stringify(APPS),
    });
    expect(policy.collections.shop).toEqual({ signUp: true });
    expect(productAt(products, "localhost:3000")).toMatchObject({ collection: "users" });
    expect(productAt(products, "elsewhere.example").brand.name).toBe("Acme");
    expect(productAt(products, "shop.localhost:3000")).toMatchObject({
      collection: "shop",
      publicUrl: "http://shop.localhost:3000",
      brand: { name: "Corner Shop" },
      emailFrom: "Corner Shop <hello@acme.example>",
      apps: [{ id: "till" }],
    });
    expect(productOf(products, "shop").brand.name).toBe("Corner Shop");
    expect(productOf(products, "users").apps).toHaveLength(2);
  });

  it.each([
    [
      "a host that is the deployment's",
      { shop: { signUp: true, host: "acme.example" } },
      /already/,
    ],
    ["a host that is no host", { shop: { signUp: true, host: "https://x" } }, /Not a host/],
    [
      "an app that isn't registered",
      { shop: { signUp: true, apps: ["nobody"] } },
      /nobody isn't in/,
    ],
    ["a sender that is none", { shop: { signUp: true, emailFrom: "Shop" } }, /Not `Name/],
    [
      "a brand that nobody can read",
      { shop: { signUp: true, brand: { light: { ink: "#eeeeee" } } } },
      /contrast/,
    ],
    [
      "a brand in a file that there isn't, by its whole path and its collection",
      { shop: { signUp: true, brand: "shop.json" } },
      /can be read: \/.*\/shop\.json\s+→ at collections\.shop\.brand/,
    ],
    ["what nobody knows", { shop: { signUp: true, colour: "red" } }, /colour/],
    [
      "another host for `users`",
      { users: { signUp: true, host: "x.example" } },
      /can.t have another one/,
    ],
    [
      "operators who have no pages to sign in on",
      { shop: { signUp: true, operators: ["lead@shop.example"] } },
      /set collections\.shop\.host/,
    ],
    [
      "an operator who would be above the deployment's",
      { users: { signUp: true, operators: ["lead@shop.example"] } },
      /set OPERATOR_EMAILS/,
    ],
    [
      "an operator who has no address",
      { shop: { signUp: true, host: "shop.example", operators: ["lead"] } },
      /Not an email address/,
    ],
    [
      "a session that ends before it is idle",
      { shop: { signUp: true, session: { absoluteTtlSeconds: 60 } } },
      /In the collection shop: session\.absoluteTtlSeconds/,
    ],
  ])("are refused with %s", (_what, collections, words) => {
    const env = {
      DATABASE_URL: "postgres://x/y",
      WATCHWORD_SECRET: "a secret of more than thirty-two bytes",
      PUBLIC_URL: "https://acme.example",
      TRUSTED_PROXY_HOPS: "0",
      SMTP_URL: "smtp://127.0.0.1:1",
      EMAIL_FROM: "hello@acme.example",
      WATCHWORD_APPS: JSON.stringify(APPS),
    };
    expect(() => parse(collections, env)).toThrow(words);
  });
});
