import "server-only";
import { policyOf } from "@watchword/auth/collection-policy";
import type { Policy } from "@watchword/auth/policy";
import { headers } from "next/headers";
import { cache } from "react";
import { getConfig } from "../environment/config.ts";
import { appsOf, readApps } from "./known-apps.ts";
import { type Product, productAt } from "../environment/products.ts";

/** The product whose pages this request asks for; the guard has made sure that its Host is one of ours. */
export const getProduct = cache(async (): Promise<Product> => {
  const product = productAt(getConfig().products, (await headers()).get("host"));
  await readApps();
  return { ...product, apps: appsOf(product) };
});

/** The policy in force in a collection, by default the one of these pages. */
export async function getPolicy(collection?: string): Promise<Policy> {
  return policyOf(getConfig().policy, collection ?? (await getProduct()).collection);
}
