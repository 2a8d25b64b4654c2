import { isLoopback, isWithinNetwork } from "@watchword/api/loopback";
import type { Variables } from "./variables.ts";

/** Variables that exclude or require each other: each problem with the variable's name. */
export function contradictions(env: Variables): string[] {
  const problems: string[] = [];
  if (env.DATABASE_URL && !env.WATCHWORD_SECRET)
    problems.push("WATCHWORD_SECRET: required beside DATABASE_URL");
  if (env.DATABASE_URL && !env.PUBLIC_URL)
    problems.push("PUBLIC_URL: required beside DATABASE_URL");
  if (env.PLACE_HEADERS && !env.TRUSTED_PROXY_HOPS) {
    problems.push(
      "PLACE_HEADERS: makes sense only behind the provider's proxy, so with TRUSTED_PROXY_HOPS",
    );
  }
  if (!env.DATABASE_URL && env.MIGRATION_DATABASE_URL) {
    problems.push("MIGRATION_DATABASE_URL: makes sense only beside DATABASE_URL");
  }
  const isPublic = env.PUBLIC_URL && !isLoopback(new URL(env.PUBLIC_URL).hostname);
  if (isPublic && env.TRUSTED_PROXY_HOPS === undefined) {
    problems.push("TRUSTED_PROXY_HOPS: required if PUBLIC_URL isn't on loopback; 0 for none");
  }
  if (env.VERCEL && !env.DATABASE_URL)
    problems.push("DATABASE_URL: required on Vercel, whose functions keep nothing");
  if (env.VERCEL && !env.TRUSTED_PROXY_HOPS)
    problems.push("TRUSTED_PROXY_HOPS: 1 on Vercel, which tells its functions who calls");
  if (env.VERCEL && env.MESSAGES_DIR)
    problems.push("MESSAGES_DIR: not on Vercel, whose functions have no such folder");
  return [
    ...problems,
    ...mailContradictions(env, Boolean(isPublic)),
    ...limitContradictions(env),
    ...alertContradictions(env),
    ...captchaContradictions(env),
    ...testAccountContradictions(env),
    ...productContradictions(env),
    ...appContradictions(env),
    ...wordContradictions(env),
  ];
}

/** Each host has the pages of one collection, and a collection's apps must be registered. */
function productContradictions(env: Variables): string[] {
  const own = Object.entries(env.WATCHWORD_POLICY?.collections ?? {});
  const publicHost = env.PUBLIC_URL && new URL(env.PUBLIC_URL).host;
  const hosts = [publicHost, ...own.map(([, { host }]) => host)].filter((host) => host);
  const registered = env.WATCHWORD_APPS?.map(({ id }) => id) ?? [];
  return own.flatMap(([name, { host, apps = [], operators = [] }]) => [
    ...(host && hosts.filter((other) => other === host).length > 1
      ? [`WATCHWORD_POLICY: collections.${name}.host (${host}) is another's already`]
      : []),
    ...(name === "users" && host
      ? ["WATCHWORD_POLICY: collections.users has PUBLIC_URL's host, so it can't have another one"]
      : []),
    ...apps
      .filter((id) => env.WATCHWORD_APPS && !registered.includes(id))
      .map((id) => `WATCHWORD_POLICY: collections.${name}.apps: ${id} isn't in WATCHWORD_APPS`),
    ...operatorContradictions(name, { host, operators }),
  ]);
}

function appContradictions(env: Variables): string[] {
  if (allowsPrivateAddresses(env)) return [];
  return (env.WATCHWORD_APPS ?? [])
    .filter(({ backchannelLogoutUri: uri }) => uri && isWithinNetwork(new URL(uri).hostname))
    .map(
      ({ id }) =>
        `WATCHWORD_APPS: ${id}.backchannelLogoutUri is within a network, which needs PRIVATE_ADDRESSES=on`,
    );
}

function wordContradictions({ MESSAGES_DIR, WATCHWORD_POLICY }: Variables): string[] {
  const collections = WATCHWORD_POLICY?.policy.collections ?? { users: {} };
  return Object.keys(MESSAGES_DIR?.collections ?? {})
    .filter((name) => !Object.hasOwn(collections, name))
    .map((name) => `MESSAGES_DIR: collections/${name}: WATCHWORD_POLICY has no such collection`);
}

/** An operator of `users` could end the sessions of those who operate the deployment. */
function operatorContradictions(
  name: string,
  { host, operators }: { host: string | undefined; operators: string[] },
): string[] {
  if (operators.length === 0) return [];
  if (name === "users") {
    return [
      "WATCHWORD_POLICY: collections.users can't have operators of its own, because the deployment's operators have their accounts there; set OPERATOR_EMAILS",
    ];
  }
  if (host) return [];
  return [
    `WATCHWORD_POLICY: collections.${name}.operators sign in on their collection's own pages, so set collections.${name}.host`,
  ];
}

/** Operators can't have a test account, whose code others know. */
function testAccountContradictions({ OPERATOR_EMAILS, WATCHWORD_POLICY }: Variables): string[] {
  const listed = WATCHWORD_POLICY?.policy.testAccounts ?? [];
  const own = Object.values(WATCHWORD_POLICY?.collections ?? {});
  const operators = [
    OPERATOR_EMAILS ?? [],
    ...own.map((product) => product.operators ?? []),
  ].flat();
  return listed
    .filter(({ email }) => operators.includes(email))
    .map(({ email }) => `WATCHWORD_POLICY: ${email} is an operator, so it can't be a test account`);
}

function mailContradictions(env: Variables, isPublic: boolean): string[] {
  const problems: string[] = [];
  if (isPublic && !hasProvider(env)) {
    problems.push(
      "PUBLIC_URL: isn't loopback, and the mailbox folder is for loopback only; set RESEND_API_KEY or SMTP_URL",
    );
  }
  if (hasProvider(env) && !env.EMAIL_FROM)
    problems.push("EMAIL_FROM: required beside RESEND_API_KEY or SMTP_URL");
  for (const name of ["RESEND_BASE_URL", "RESEND_WEBHOOK_SECRET"] as const) {
    if (env[name] && !env.RESEND_API_KEY)
      problems.push(`${name}: makes sense only beside RESEND_API_KEY`);
  }
  if (env.RESEND_BASE_URL && !isPrivate(env.RESEND_BASE_URL))
    problems.push("RESEND_BASE_URL: needs https, because the key is sent there");
  return problems;
}

function limitContradictions(env: Variables): string[] {
  const { REDIS_URL, UPSTASH_REDIS_REST_URL, UPSTASH_REDIS_REST_TOKEN } = env;
  const problems = bothOrNone({ UPSTASH_REDIS_REST_URL, UPSTASH_REDIS_REST_TOKEN });
  if (REDIS_URL && (UPSTASH_REDIS_REST_URL ?? UPSTASH_REDIS_REST_TOKEN))
    problems.push(
      "REDIS_URL: set only this or UPSTASH_REDIS_REST_URL, because limits are counted in one place",
    );
  if (UPSTASH_REDIS_REST_URL && !isPrivate(UPSTASH_REDIS_REST_URL))
    problems.push("UPSTASH_REDIS_REST_URL: needs https, because the token is sent there");
  return problems;
}

function alertContradictions(env: Variables): string[] {
  const { ALERT_WEBHOOK_URL, ALERT_WEBHOOK_SECRET } = env;
  const problems = bothOrNone({ ALERT_WEBHOOK_URL, ALERT_WEBHOOK_SECRET });
  if (ALERT_WEBHOOK_URL && !isPrivate(ALERT_WEBHOOK_URL))
    problems.push("ALERT_WEBHOOK_URL: needs https, because your figures are sent there");
  return problems;
}

function captchaContradictions(env: Variables): string[] {
  const { TURNSTILE_SITE_KEY, TURNSTILE_SECRET_KEY, TURNSTILE_BASE_URL } = env;
  const problems = bothOrNone({ TURNSTILE_SITE_KEY, TURNSTILE_SECRET_KEY });
  if (TURNSTILE_BASE_URL && !TURNSTILE_SECRET_KEY)
    problems.push("TURNSTILE_BASE_URL: makes sense only beside TURNSTILE_SECRET_KEY");
  if (TURNSTILE_BASE_URL && !isPrivate(TURNSTILE_BASE_URL))
    problems.push("TURNSTILE_BASE_URL: needs https, because the key is sent there");
  return problems;
}

/** Which variable of a pair is missing if the other is set. */
function bothOrNone(two: Record<string, string | undefined>): string[] {
  const [set] = Object.keys(two).filter((name) => two[name]);
  const missing = Object.keys(two).filter((name) => !two[name]);
  return set === undefined ? [] : missing.map((name) => `${name}: required beside ${set}`);
}

/** Whether nobody on the way can read what is sent there. */
function isPrivate(to: string): boolean {
  const { protocol, hostname } = new URL(to);
  return protocol === "https:" || isLoopback(hostname);
}

/** Whether servers within the network may be called; by default only in development. */
export function allowsPrivateAddresses({ PRIVATE_ADDRESSES, PUBLIC_URL }: Variables): boolean {
  if (PRIVATE_ADDRESSES) return PRIVATE_ADDRESSES === "on";
  return PUBLIC_URL === undefined || isLoopback(new URL(PUBLIC_URL).hostname);
}

/** Whether mail leaves this machine. */
export function hasProvider(env: Variables): boolean {
  return Boolean(env.RESEND_API_KEY ?? env.SMTP_URL);
}
