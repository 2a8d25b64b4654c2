import { createHash, timingSafeEqual } from "node:crypto";

/** Whether a request presents a token. Compares hashes, so that it takes the same time for every length. */
export function presents({ headers }: Request, token: string): boolean {
  const [given, right] = [headers.get("authorization") ?? "", `Bearer ${token}`].map((text) =>
    createHash("sha256").update(text).digest(),
  );
  return given !== undefined && right !== undefined && timingSafeEqual(given, right);
}
