import "server-only";
import { normalizeEmail } from "@watchword/auth/email-address";
import { z } from "zod";
import { readCookie, writeCookie } from "../../cookies/cookie.ts";
import { operatedCollections } from "./collection.ts";

/*
 * The address that an operator looks at, and the one that events are filtered by. In cookies, because addresses don't
 * belong in URLs, logs and histories.
 */
const LOOKED_UP = { name: "operator-address", path: "/operator" };
const FILTERED_BY = { name: "operator-filter", path: "/operator" };
const TEN_MINUTES = 600;

/** A visitor's cookie may contain anything, so only what a procedure accepts is used. */
const address = z.object({
  email: z.string().refine((email) => normalizeEmail(email) === email),
  collection: z.string(),
});

export type LookedUp = z.infer<typeof address>;

export const readLookedUp = () => read(LOOKED_UP);
export const readFilteredBy = () => read(FILTERED_BY);

/** For server actions only; null forgets it. */
export const writeLookedUp = (given: LookedUp | null) => write(LOOKED_UP, given);
export const writeFilteredBy = (given: LookedUp | null) => write(FILTERED_BY, given);

async function read(cookie: typeof LOOKED_UP): Promise<LookedUp | null> {
  try {
    const given = address.parse(JSON.parse((await readCookie(cookie)) ?? "null"));
    return (await operatedCollections()).includes(given.collection) ? given : null;
  } catch {
    return null;
  }
}

function write(cookie: typeof LOOKED_UP, given: LookedUp | null): Promise<void> {
  return writeCookie({ ...cookie, maxAgeSeconds: TEN_MINUTES }, given && JSON.stringify(given));
}
