import "server-only";
import { redirect } from "next/navigation";
import { cache } from "react";
import { getCaller } from "../../caller/caller.ts";
import { getConfig } from "../../environment/config.ts";
import { getProduct } from "../../products/get-product.ts";
import { type LinkPurpose, pathOf, readLinkToken } from "../../cookies/link-cookie.ts";
import { productOf } from "../../environment/products.ts";
import { refusalIn } from "../refusals/refused.ts";
import { linkOf, type InspectedLink } from "./links.ts";

/** What keeps a link from working. */
export type DeadState = "used" | "expired" | "unknown";

export type LiveLink = InspectedLink & { state: "live"; token: string };

type Link = LiveLink | { state: DeadState };

/** What the link that this browser opened would do, with its token. This does nothing yet. */
export const loadLink = cache(async (purpose: LinkPurpose): Promise<Link> => {
  const token = await readLinkToken(purpose);
  return token === null ? { state: "unknown" } : inspect(purpose, token);
});

/** What a link would do. A link of a product whose pages are on another host leads there. */
export async function inspect(purpose: LinkPurpose, token: string): Promise<Link> {
  try {
    const link = await linkOf(purpose).inspect(await getCaller(), { token });
    const product = productOf(getConfig().products, link.collection);
    if (product.publicUrl !== (await getProduct()).publicUrl)
      redirect(`${product.publicUrl}${pathOf(purpose)}/${token}`);
    return { ...link, state: "live", token };
  } catch (error) {
    const { reason, used } = refusalIn(error);
    if (reason === "EXPIRED_TOKEN") return { state: "expired" };
    if (reason !== "INVALID_TOKEN" && reason !== "INVALID_INPUT") throw error;
    return { state: used ? "used" : "unknown" };
  }
}
