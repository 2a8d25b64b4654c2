import { createHash, timingSafeEqual } from "node:crypto";

/** Whether a request presents a token. Hashes are compared, so that it takes as long for every length. */
export function presents({ headers }: Request, token: string): boolean {
  const [given, right] = [headers.get("authorization") ?? "", `Bearer ${token}`].map((text) =>
    createHash("sha256").update(text).digest(),
  );
  return given !== undefined && right !== undefined && timingSafeEqual(given, right);
}
