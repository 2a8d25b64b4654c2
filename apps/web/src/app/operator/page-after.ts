import "server-only";
import { CURSOR } from "@watchword/auth/operator";
import { queryText, type SearchParams } from "../pages/search-params.ts";

/** The cursor after which a page of events begins, as the procedures take it; empty for the first page. */
export async function pageAfter(searchParams: SearchParams): Promise<{ before?: string }> {
  const before = await queryText(searchParams, "before");
  return before !== null && CURSOR.test(before) ? { before } : {};
}
