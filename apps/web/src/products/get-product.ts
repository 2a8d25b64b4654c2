import "server-only";
import { headers } from "next/headers";
import { cache } from "react";
import { getConfig } from "../config.ts";
import { type Product, productAt } from "./products.ts";

/** Whose pages this request asks for: the guard has seen to it that its Host is one of ours. */
export const getProduct = cache(async (): Promise<Product> =>
  productAt(getConfig().products, (await headers()).get("host")),
);
