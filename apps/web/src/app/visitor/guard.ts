import "server-only";
import type { RefusalData } from "@watchword/api/refusal";
import { redirect } from "next/navigation";
import { getVisitor, type Visitor } from "../../caller/caller.ts";
import { getPolicy } from "../../products/get-product.ts";
import { serverNow } from "../../auth/server-now.ts";
import { signInPath } from "./sign-in-path.ts";

/** Returns who is signed in; anybody else is sent to sign in first, and comes back to `path`. */
export async function requireVisitor(path: string) {
  return (await getVisitor()) ?? redirect(signInPath({ next: path }));
}

/**
 * Whether the visitor signed in recently enough for actions that can't be undone. The procedures check that themselves;
 * this spares people a form that would be refused.
 */
export async function isFresh({ session, user }: Pick<Visitor, "session" | "user">) {
  const ageMs = (await serverNow()) - Date.parse(session.authenticatedAt);
  return ageMs < (await getPolicy(user.collection)).session.freshSeconds * 1_000;
}

/** Sends a visitor who has to sign in (again) to do so and to come back to `path`. Does nothing for other refusals. */
export function signInFirst({ reason }: RefusalData, path: string): void {
  if (reason === "UNAUTHENTICATED") redirect(signInPath({ next: path }));
  if (reason === "REAUTHENTICATE") redirect(signInPath({ next: path, again: true }));
}
