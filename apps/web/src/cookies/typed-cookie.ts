import "server-only";
import { z } from "zod";
import { readCookie } from "./cookie.ts";

const typed = z.object({
  /** The page whose form it was. */
  path: z.string(),
  email: z.string().max(320).optional(),
  code: z.string().max(320).optional(),
});

/** What was typed into a form that had to be opened again. */
export type Typed = z.infer<typeof typed>;

/** Null if no form had to be opened again. */
export async function readTyped(): Promise<Typed | null> {
  // A cookie's prefix depends on its path.
  const value =
    (await readCookie({ name: "typed", path: "/any" })) ??
    (await readCookie({ name: "typed", path: "/" }));
  if (value === null) return null;
  try {
    return typed.parse(JSON.parse(Buffer.from(value, "base64url").toString()));
  } catch {
    return null;
  }
}
