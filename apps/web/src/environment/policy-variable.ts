import { createPolicy, type Policy, type PolicyOverrides } from "@watchword/auth/policy";
import type { Brand } from "@watchword/emails/brand";
import { brandVariable } from "@watchword/emails/read-brand";
import { SENDER } from "@watchword/emails/sender";
import { z } from "zod";
import { parseJson } from "./json-variable.ts";
import { operatorEmail } from "./operator-emails.ts";

/** What makes a collection a product of its own; for anything absent the deployment's applies. */
export interface OwnProduct {
  /** The host of its pages: `accounts.acme.example`, with a port if there is one. */
  host?: string | undefined;
  brand?: Brand | undefined;
  emailFrom?: string | undefined;
  /** Ids of the registered apps that its sessions may be handed to. */
  apps?: string[] | undefined;
  /** The addresses of those who operate it and no other collection, normalized. */
  operators?: string[] | undefined;
}

/** `WATCHWORD_POLICY`: the policy of all, and what each collection has of its own. */
export interface PolicyVariable {
  policy: Policy;
  collections: Record<string, OwnProduct>;
}

/** Whether it is spelled as in URLs, without the default port. */
function isHost(given: string): boolean {
  return ["http:", "https:"].every((protocol) => {
    const origin = `${protocol}//${given}`;
    return URL.canParse(origin) && new URL(origin).host === given && given !== "";
  });
}

/**
 * `WATCHWORD_POLICY`, as JSON. A collection's `brand` is what `BRAND` is: an object, or the path of a file relative to
 * `root`.
 */
export function policyVariable(root: string) {
  const own = z.object({ collections: z.record(z.string(), ownProduct(root)) });
  return z.string().transform((json, ctx): PolicyVariable => {
    try {
      const parsed = parseJson(json);
      if (parsed === undefined) throw new Error("Not JSON");
      const given = policyObject.parse(parsed) as PolicyOverrides;
      const { rest, collections } = split(given, own);
      return { policy: createPolicy(rest), collections };
    } catch (error) {
      const message = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
      ctx.addIssue({ code: "custom", message: message.replace(/^Error: /, "") });
      return z.NEVER;
    }
  });
}

const policyObject = z.looseObject({
  collections: z.record(z.string(), z.looseObject({})).optional(),
});

function ownProduct(root: string) {
  const brand = z
    .unknown()
    .transform((given) => (typeof given === "string" ? given : JSON.stringify(given)))
    .pipe(brandVariable(root));
  return z.strictObject({
    host: z.string().refine(isHost, "Not a host like accounts.example.com").optional(),
    brand: brand.optional(),
    emailFrom: z.string().regex(SENDER, "Not `Name <address>` or an address").optional(),
    apps: z.array(z.string()).optional(),
    operators: z.array(operatorEmail).optional(),
  });
}

const OWN = ["host", "brand", "emailFrom", "apps", "operators"];

/** Takes the settings of a product out of each collection, and leaves those that the policy knows or refuses. */
function split(given: PolicyOverrides, own: z.ZodType<Pick<PolicyVariable, "collections">>) {
  const products: Record<string, unknown> = {};
  const known: Record<string, unknown> = {};
  for (const [name, settings] of Object.entries(given.collections ?? {})) {
    const entries = Object.entries(settings ?? {});
    const ofProduct = entries.filter(([key]) => OWN.includes(key));
    known[name] = Object.fromEntries(entries.filter(([key]) => !OWN.includes(key)));
    if (ofProduct.length > 0) products[name] = Object.fromEntries(ofProduct);
  }
  const { collections } = own.parse({ collections: products });
  const rest = given.collections ? { ...given, collections: known as never } : given;
  return { rest, collections };
}
