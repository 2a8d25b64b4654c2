import { listOperations } from "../src/operations.ts";
import type { Reason } from "../src/refusal.ts";

const listed = new Map(listOperations().map(({ path, refusals }) => [path, refusals]));

/** Whichever test is refused a call: the OpenAPI document must say that its procedure may do so. */
export function requireListed(path: string, reason: Reason | undefined): void {
  const refusals = listed.get(path);
  if (reason === undefined || refusals === undefined || refusals.includes(reason)) return;
  throw new Error(`${path} was refused by ${reason}, which its \`refuses\` doesn't list.`);
}
