import { z } from "zod";
import { attempts, digits, linkSeconds, seconds, sessionSeconds } from "./policy-values.ts";

/**
 * What a collection may set differently from the deployment: its codes, links and sessions. The limits against attacks
 * and floods belong to the deployment, because they apply to all collections together.
 */
export const collectionPolicy = z.strictObject({
  signUp: z.boolean(),
  emailOtp: z
    .strictObject({ digits, ttlSeconds: seconds, linkTtlSeconds: seconds, maxAttempts: attempts })
    .partial()
    .optional(),
  emailVerification: z
    .strictObject({ digits, ttlSeconds: seconds, maxAttempts: attempts })
    .partial()
    .optional(),
  passwordReset: z
    .strictObject({ ttlSeconds: seconds, signInAfter: z.boolean() })
    .partial()
    .optional(),
  invitation: z.strictObject({ ttlSeconds: linkSeconds }).partial().optional(),
  session: z
    .strictObject({
      ttlSeconds: sessionSeconds,
      absoluteTtlSeconds: sessionSeconds,
      freshSeconds: seconds,
    })
    .partial()
    .optional(),
});

export type CollectionPolicy = z.infer<typeof collectionPolicy>;

/** The parts of a deployment's policy that a collection may override. */
type Deployments = {
  [Part in Exclude<keyof CollectionPolicy, "signUp">]-?: Required<
    NonNullable<CollectionPolicy[Part]>
  >;
} & { collections: Record<string, CollectionPolicy> };

/** The policy in force in a collection: the deployment's, overridden by what the collection sets. */
export function policyOf<Policy extends Deployments>(policy: Policy, collection: string): Policy {
  if (!Object.hasOwn(policy.collections, collection)) return policy;
  const own: Partial<CollectionPolicy> = policy.collections[collection] ?? {};
  return {
    ...policy,
    emailOtp: over(policy.emailOtp, own.emailOtp),
    emailVerification: over(policy.emailVerification, own.emailVerification),
    passwordReset: over(policy.passwordReset, own.passwordReset),
    invitation: over(policy.invitation, own.invitation),
    session: over(policy.session, own.session),
  };
}

/** `part`, overridden by what `own` sets. */
function over<Part extends object>(
  part: Part,
  own: { [Key in keyof Part]?: Part[Key] | undefined } = {},
): Part {
  const set = Object.entries(own).filter(([, value]) => value !== undefined);
  return { ...part, ...Object.fromEntries(set) };
}
