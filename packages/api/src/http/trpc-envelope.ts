import { badRequest, type Envelope } from "./envelope.ts";

const ENDPOINT = "/api/trpc/";
const MAX_CALLS = 10;

/** tRPC's: `POST /api/trpc/emailOtp.signIn`, and several calls at once. */
export const trpcEnvelope: Envelope = {
  endpoint: ENDPOINT,
  read({ pathname, searchParams }, method) {
    const inUrl = searchParams.get("input") ?? "{}";
    if (method !== "POST" && !isEmpty(inUrl)) return badRequest({ input: "Send input by POST" });
    const path = decoded(pathname.slice(ENDPOINT.length));
    if (path === null) return badRequest({ path: "Malformed" });
    const isBatch = searchParams.get("batch") === "1";
    const paths = isBatch ? path.split(",") : [path];
    if (paths.length > MAX_CALLS) return badRequest({ batch: "Too many calls" });
    return { paths, isBatch };
  },
  write: (ends, isBatch) => (isBatch ? ends : ends[0]),
};

/** `{}`, and in a batch `{"0":{}}`, is what clients send for no input. */
function isEmpty(input: string): boolean {
  return /^\{("\d+":\{\},?)*\}$/.test(input);
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
