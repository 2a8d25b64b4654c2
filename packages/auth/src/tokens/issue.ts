import { randomInt, randomUUID } from "node:crypto";
import { type RawBuilder, sql } from "kysely";
import type { AuthContext } from "../context.ts";
import { LONGEST_CODE } from "../guess-budget/bound.ts";
import type { Asker } from "../guess-budget/budgets.ts";
import { newCodeLength } from "../guess-budget/room.ts";
import { type CodeBinding, createSecret, hashSecret } from "../keys.ts";
import type { MailBuckets } from "../rate-limit/mail-bucket.ts";
import { uuidByTime } from "../uuid.ts";

export interface TokenSpec {
  purpose: string;
  collection: string;
  /** The address it proves. */
  email: string | null;
  /** The account it belongs to. */
  userId: string | null;
  code?: CodeSpec;
  token?: {
    ttlSeconds: number;
    /** Made and kept in the flow's own way; 256 random bits, hashed, unless told. */
    own?: { secret: string; stored: Buffer };
  };
  /** The session that it hands over, and to whom. */
  handOver?: { sessionId: string; audience: string | null; codeChallenge: string | null };
  /** A CTE without whose row it isn't made; made at once unless told. */
  onlyIf?: RawBuilder<unknown>;
  /** The keyed hash of its address, by which a token without a code is found; those with one know it. */
  addressKey?: Buffer;
  /** The buckets that its mails are taken from. */
  mailBuckets?: MailBuckets;
  /** What its mail must say, given the secrets; sealed. */
  toSeal?: (secrets: IssuedSecrets) => unknown;
}

export interface CodeSpec {
  /** The fewest; more while so short ones are being guessed at. */
  digits: number;
  ttlSeconds: number;
  maxAttempts: number;
  /** Whether it is presented beside its account instead of its challenge. */
  besideAccount?: boolean;
  asker: Asker;
}

export interface IssuedSecrets {
  /** Of the longest length; as many digits of it are the code as the row's `code_length` says. */
  code: string | null;
  token: string | null;
}

export interface PreparedToken extends IssuedSecrets {
  /** Where it has a code, unguessable: 122 random bits. */
  id: string;
  /** `INSERT INTO tokens … RETURNING tokens.*`, for a CTE. */
  insert: RawBuilder<unknown>;
}

/** Draws a token's secrets and says how to store it, with nothing usable at rest. */
export function prepareToken(ctx: AuthContext, spec: TokenSpec): PreparedToken {
  const { purpose, collection, email, userId } = spec;
  const id = spec.code ? randomUUID() : uuidByTime();
  const secrets: IssuedSecrets = {
    code: spec.code ? createCode(LONGEST_CODE) : null,
    token: spec.token ? (spec.token.own?.secret ?? createSecret()) : null,
  };
  const holder = (spec.code?.besideAccount && userId) || id;
  const code =
    spec.code && describeCode(ctx, spec.code, { purpose, collection, holder }, secrets.code);
  const sealed = spec.toSeal && ctx.keys.seal(JSON.stringify(spec.toSeal(secrets)), id);
  const mails = sealed ? 1 : 0;
  const mailed = spec.mailBuckets;
  return {
    id,
    ...secrets,
    insert: sql`
      INSERT INTO tokens (
        id, purpose, collection, email, user_id, sealed, mails_requested, last_mail_at,
        session_id, audience, code_challenge, mail_bucket, mailbox_bucket, device_mail_bucket, budget, device_budget,
        code_hash, code_length, code_expires_at, max_attempts, token_hash, token_expires_at
      ) SELECT
        ${id}, ${purpose}, ${collection}, ${email}, ${userId},
        ${sealed ?? null}, ${mails}, CASE WHEN ${mails} > 0 THEN now() END,
        ${spec.handOver?.sessionId ?? null}::uuid, ${spec.handOver?.audience ?? null}, ${spec.handOver?.codeChallenge ?? null},
        ${mailed?.address ?? null}::bytea, ${mailed?.mailbox ?? null}::bytea, ${mailed?.device ?? null}::bytea,
        ${spec.code?.asker.budget ?? spec.addressKey ?? null}::bytea, ${spec.code?.asker.deviceBudget ?? null}::bytea,
        ${code ? code.hash : null}, ${code ? sql`picked.length` : null}, ${after(spec.code?.ttlSeconds)}, ${spec.code?.maxAttempts ?? null},
        ${spec.token?.own?.stored ?? (secrets.token && hashSecret(secrets.token))}, ${after(spec.token?.ttlSeconds)}
      FROM ${sql.join([...(code ? [code.picked] : []), spec.onlyIf ?? sql`(SELECT) AS at_once`])}
      RETURNING tokens.*`,
  };
}

/** The code's length as it is picked when the row is made, and the hash of so many digits. */
function describeCode(
  ctx: AuthContext,
  { digits, asker }: CodeSpec,
  binding: CodeBinding,
  longest: string | null,
): { picked: RawBuilder<unknown>; hash: RawBuilder<unknown> } {
  const hashes = Array.from({ length: LONGEST_CODE - digits + 1 }, (_, more) => {
    return ctx.keys.hashCode(binding, longest?.slice(0, digits + more) ?? "")[0];
  });
  const budget = sql`${asker.budget}::bytea`;
  const deviceBudget = sql`${asker.deviceBudget}::bytea`;
  const length = newCodeLength(ctx, digits, { budget, deviceBudget });
  return {
    picked: sql`(SELECT ${length} AS length OFFSET 0) AS picked`,
    // A code that nobody may guess keeps a hash, and no length.
    hash: sql`(${hashes}::bytea[])[coalesce(picked.length, ${LONGEST_CODE}) - ${digits}::integer + 1]`,
  };
}

function after(seconds: number | undefined): RawBuilder<unknown> {
  return sql`now() + make_interval(secs => ${seconds ?? null})`;
}

function createCode(digits: number): string {
  return Array.from({ length: digits }, () => randomInt(10)).join("");
}
