import "server-only";
import type { Brand } from "@watchword/emails/brand";
import { getConfig } from "../config.ts";

/** Whose pages this request is answered with. */
export async function getBrand(): Promise<Brand> {
  return getConfig().brand;
}
