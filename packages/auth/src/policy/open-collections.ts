import type { Policy } from "./policy.ts";

/** The collections that take sign-ups. */
export function openCollections(policy: Policy): string[] {
  return Object.entries(policy.collections)
    .filter(([, { signUp }]) => signUp)
    .map(([name]) => name);
}
