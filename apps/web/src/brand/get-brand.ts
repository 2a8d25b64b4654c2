import "server-only";
import type { Brand } from "@watchword/emails/brand";
import { getProduct } from "../products/get-product.ts";

/** Whose pages this request is answered with. */
export async function getBrand(): Promise<Brand> {
  return (await getProduct()).brand;
}
