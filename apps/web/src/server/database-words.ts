import { isUnavailable } from "@watchword/db/unavailable";

const UNKNOWN_AUTHORITY =
  "The authority of its certificate isn't known here. Name the authority's file in the URL, " +
  "`?sslmode=verify-full&sslrootcert=/path/to/ca.pem`, or in NODE_EXTRA_CA_CERTS.";

/** What to do, by SQLSTATE or by the code of TLS. Waiting helps none of these. */
const WHAT_TO_DO: Record<string, string> = {
  "28P01": "Look at the password in DATABASE_URL.",
  "28000":
    "Look at the role in DATABASE_URL, and whether the server wants TLS (`?sslmode=verify-full`).",
  "3D000": "Make the database that DATABASE_URL names, or name another.",
  "3F000": "docs/deploy.md, Poolers, has more.",
  "42501":
    "If another role owns the tables, run `npx -y pnpm@12 db:migrate` with its MIGRATION_DATABASE_URL first.",
  "42704": "Watchword needs Postgres 15 or newer.",
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
  DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
  ERR_TLS_CERT_ALTNAME_INVALID:
    "Its certificate is for another name: write the host in the URL as the certificate has it.",
  CERT_HAS_EXPIRED: "Its certificate is no longer valid: the server needs a new one.",
  CERT_NOT_YET_VALID: "Its certificate isn't valid yet: look at the clocks.",
};

const NO_TLS = "The server does not support SSL connections";

interface Coded extends Error {
  code?: string;
}

/** Why a database can't be used and what to do about it, where that is known and waiting doesn't help. */
export function refusalInWords(error: unknown): string | null {
  for (const { code = "", message } of causesOf(error)) {
    if (message === NO_TLS)
      return `${message}: turn TLS on there, or remove sslmode from the URL if nobody else is on the way.`;
    const advice = WHAT_TO_DO[code];
    if (advice !== undefined) return `The database doesn't let us: ${message}. ${advice}`;
  }
  return null;
}

/** Why a database can't be reached, in a few words; null if something else is wrong. */
export function outageInWords(error: unknown): string | null {
  if (!isUnavailable(error)) return null;
  const [first] = causesOf(error).filter(({ message, code }) => message || code);
  return `The database is out of reach: ${first?.message || first?.code}`;
}

/** The error, what it was caused by, and what it gathers. */
function causesOf(error: unknown): Coded[] {
  if (!(error instanceof Error)) return [];
  const inner = error instanceof AggregateError ? error.errors : [error.cause];
  return [error, ...inner.flatMap(causesOf)];
}
