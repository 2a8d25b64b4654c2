import type { AuthContext } from "../../context.ts";

/** The one-time token of an approved request, as it is stored with the request. */
export function sealToken({ keys }: AuthContext, id: string, token: string): Buffer {
  return keys.seal(token, contextOf(id));
}

/** Null if no secret of this process decrypts it. */
export function unsealToken({ keys }: AuthContext, id: string, sealed: Buffer): string | null {
  return keys.unseal(sealed, contextOf(id));
}

function contextOf(id: string): string {
  return `watchword/device-authorization/${id}`;
}
