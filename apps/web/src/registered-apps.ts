import { sameOriginPath } from "@watchword/auth/next-path";
import { z } from "zod";

const url = z.url({ protocol: /^https?$/, error: "Not an http(s) URL" });
const registeredApp = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/),
  origin: url.refine((given) => new URL(given).origin === given, { error: "Not an origin" }),
  callback: z.string().refine((path) => sameOriginPath(path) === path, { error: "Not a path" }),
});
/** `WATCHWORD_APPS`: the apps that a session may be handed to, as JSON. */
export const registeredApps = z.string().transform((json, ctx) => {
  const parsed = z.array(registeredApp).safeParse(parseJson(json));
  if (parsed.success) return parsed.data;
  ctx.addIssue({ code: "custom", message: z.prettifyError(parsed.error) });
  return z.NEVER;
});

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
