import type { AuthContext } from "../../context.ts";

/** The one-time token of an approved request, as it is kept beside it. */
export function sealToken({ keys }: AuthContext, id: string, token: string): Buffer {
  return keys.seal(token, contextOf(id));
}

/** Null where no secret of this process opens it. */
export function unsealToken({ keys }: AuthContext, id: string, sealed: Buffer): string | null {
  return keys.unseal(sealed, contextOf(id));
}

function contextOf(id: string): string {
  return `watchword/device-authorization/${id}`;
}
