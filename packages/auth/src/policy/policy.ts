import { z } from "zod";
import { type CollectionPolicy, collectionPolicy, policyOf } from "./collection-policy.ts";
import { guessBound, lengthBudgets } from "./guess-bound.ts";
import {
  attempts,
  collectionName,
  DAY_SECONDS,
  digits,
  linkSeconds,
  seconds,
  sessionSeconds,
} from "./policy-values.ts";
import { testAccount } from "./test-account.ts";

const count = z.int().positive().max(1_000_000);
const rate = z.strictObject({ count, windowSeconds: seconds });
/**
 * The wider networks that a client is in, by prefix length, and how many clients' limits and guesses all clients in one
 * have together: the sums are in `docs/security/guessing.md`. Once its guesses are spent, known devices in it have four
 * clients' worth more (`hold.sql`).
 */
export const WIDER_NETWORKS = {
  ipv4: [{ prefix: 24, clients: 16 }],
  ipv6: [
    { prefix: 48, clients: 16 },
    { prefix: 56, clients: 4 },
  ],
} as const;

/**
 * How many clients' limits all clients with an unknown address share. Otherwise, behind a proxy that passes no address
 * on, one visitor could use up everybody's limits.
 */
export const UNKNOWN_CLIENTS = 20;

const policySchema = z.strictObject({
  emailOtp: z
    .strictObject({
      digits: digits.default(6),
      ttlSeconds: seconds.default(600),
      linkTtlSeconds: seconds.default(1200),
      maxAttempts: attempts.default(5),
      resendAfterSeconds: seconds.default(30),
      maxMails: count.max(20).default(5),
    })
    .prefault({}),
  emailVerification: z
    .strictObject({
      digits: digits.default(6),
      ttlSeconds: seconds.default(3600),
      maxAttempts: attempts.default(5),
    })
    .prefault({}),
  passwordReset: z
    .strictObject({ ttlSeconds: seconds.default(3600), signInAfter: z.boolean().default(true) })
    .prefault({}),
  invitation: z.strictObject({ ttlSeconds: linkSeconds.default(7 * DAY_SECONDS) }).prefault({}),
  oneTimeToken: z
    .strictObject({
      ttlMinutes: z.number().positive().max(60).default(3),
      disableClientRequest: z.boolean().default(false),
    })
    .prefault({}),
  /** For devices without a browser: how long their codes live, and how long they wait between two polls. */
  deviceAuthorization: z
    .strictObject({ ttlSeconds: seconds.default(600), pollSeconds: count.max(60).default(5) })
    .prefault({}),
  session: z
    .strictObject({
      ttlSeconds: sessionSeconds.default(2_592_000),
      absoluteTtlSeconds: sessionSeconds.default(7_776_000),
      freshSeconds: seconds.default(600),
    })
    .prefault({}),
  mailsPerAddress: z
    .strictObject({ burst: count.default(5), refillSeconds: seconds.default(600) })
    .nullable()
    .prefault({}),
  /** How many requested mails the deployment sends; null for any number. */
  mailBudget: rate.nullable().default({ count: 20_000, windowSeconds: 3_600 }),
  perClient: z
    .strictObject({
      mail: rate.default({ count: 10, windowSeconds: 60 }),
      guess: rate.default({ count: 30, windowSeconds: 60 }),
      write: rate.default({ count: 120, windowSeconds: 60 }),
      handOff: rate.default({ count: 600, windowSeconds: 60 }),
    })
    .nullable()
    .prefault({}),
  /** When a captcha is required, if one is set up. */
  captcha: z.enum(["under-attack", "always"]).default("under-attack"),
  guessBudget: z
    .strictObject({
      perAddress: count.default(20),
      perDevice: count.default(10),
      perClient: count.default(100),
      expectedGuessedPerDay: z.number().positive().default(0.01),
      passwordsPerAddress: count.default(100),
    })
    .prefault({}),
  audit: z.strictObject({ retentionDays: z.int().min(30).max(3650).default(400) }).prefault({}),
  collections: z
    .record(collectionName, collectionPolicy)
    .prefault({})
    .transform((given): Record<string, CollectionPolicy> => ({
      users: { signUp: true },
      ...given,
    })),
  /**
   * Addresses that sign in with a fixed code until a date, and are never mailed: for reviewers of an app, and for
   * tests.
   */
  testAccounts: z.array(testAccount).max(100).default([]),
});

/** What the product allows, for how long and how often. Every time is in seconds unless its name says otherwise. */
export type Policy = z.infer<typeof policySchema>;

/** What differs from the default policy. */
export type PolicyOverrides = z.input<typeof policySchema>;

/**
 * The policy in force: the defaults, overridden by `overrides`. Throws with the name of every unknown key, bad value
 * and broken invariant, and with the arithmetic.
 */
export function createPolicy(overrides: PolicyOverrides = {}): Policy {
  const parsed = policySchema.safeParse(overrides);
  if (!parsed.success)
    throw new Error(`The policy is not valid.\n${z.prettifyError(parsed.error)}`);
  const broken = brokenInvariants(parsed.data);
  if (broken.length > 0) throw new Error(`The policy is not safe.\n${broken.join("\n")}`);
  return parsed.data;
}

function brokenInvariants(policy: Policy): string[] {
  const broken = [...brokenBounds(policy), ...brokenLifetimes(policy)];
  for (const name of Object.keys(policy.collections)) {
    const own = brokenLifetimes(policyOf(policy, name)).filter((words) => !broken.includes(words));
    broken.push(...own.map((words) => `In the collection ${name}: ${words}`));
  }
  for (const { email, collection: named } of policy.testAccounts) {
    if (!Object.hasOwn(policy.collections, named))
      broken.push(
        `testAccounts: ${email} is in ${named}, which isn't a collection of this policy.`,
      );
  }
  return broken;
}

function brokenLifetimes({ emailOtp, session, mailsPerAddress }: Policy): string[] {
  const broken: string[] = [];
  if (emailOtp.linkTtlSeconds < emailOtp.ttlSeconds) {
    broken.push(
      `emailOtp.linkTtlSeconds (${emailOtp.linkTtlSeconds}) is shorter than ttlSeconds (${emailOtp.ttlSeconds}): ` +
        `the link is the way in when the code is spent, so it must outlive it.`,
    );
  }
  const refillTwice = 2 * (mailsPerAddress?.refillSeconds ?? 0);
  if (emailOtp.linkTtlSeconds < refillTwice) {
    broken.push(
      `emailOtp.linkTtlSeconds (${emailOtp.linkTtlSeconds}) is shorter than twice mailsPerAddress.refillSeconds ` +
        `(2 × ${mailsPerAddress?.refillSeconds} = ${refillTwice}): a stranger who takes every refill could keep an owner without a live link.`,
    );
  }
  if (session.absoluteTtlSeconds < session.ttlSeconds) {
    broken.push(
      `session.absoluteTtlSeconds (${session.absoluteTtlSeconds}) is shorter than session.ttlSeconds (${session.ttlSeconds}).`,
    );
  }
  return broken;
}

/** NIST SP 800-63B 3.2.2: at most a hundred failed attempts at one account. */
const MAX_PER_ADDRESS = 100;
const MAX_EXPECTED_PER_DAY = 0.01;

function brokenBounds(policy: Policy): string[] {
  const broken: string[] = [];
  const { perAddress, perDevice, passwordsPerAddress } = policy.guessBudget;
  const { expectedPerDay } = guessBound(policy);
  if (expectedPerDay > MAX_EXPECTED_PER_DAY) {
    const sum = lengthBudgets(policy).map((length) => `${length.guesses}/10^${length.digits}`);
    broken.push(
      `guessBudget.expectedGuessedPerDay (${policy.guessBudget.expectedGuessedPerDay}) lets ${sum.join(" + ")} = ` +
        `${expectedPerDay} codes a day be guessed, more than ${MAX_EXPECTED_PER_DAY}.`,
    );
  }
  const counts = { perAddress, perDevice, passwordsPerAddress };
  for (const [name, guesses] of Object.entries(counts)) {
    if (guesses <= MAX_PER_ADDRESS) continue;
    broken.push(
      `guessBudget.${name} (${guesses}) is more than the ${MAX_PER_ADDRESS} failed attempts at one account that NIST SP 800-63B allows.`,
    );
  }
  return broken;
}
