import "server-only";
import type { Brand } from "@watchword/emails/brand";
import { getProduct } from "../products/get-product.ts";

/** The brand of the pages that this request is answered with. */
export async function getBrand(): Promise<Brand> {
  return (await getProduct()).brand;
}
