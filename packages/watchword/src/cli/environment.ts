import { isShortSecret, MIN_SECRET_BYTES } from "@watchword/auth/keys";
import { DEFAULT_SCHEMA, schemaProblem } from "@watchword/db/database-schema";
import { databaseUrlProblem } from "@watchword/db/database-url";
import { secretsOf } from "../option-values.ts";
import { UsageError } from "./words.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** What is wrong with the variables that say where the database is; empty if nothing is. */
export function databaseProblems({
  DATABASE_URL,
  DATABASE_SCHEMA = DEFAULT_SCHEMA,
}: Environment): string[] {
  const urlProblem = DATABASE_URL ? databaseUrlProblem(DATABASE_URL) : "it isn't set";
  const problems = [
    urlProblem && `DATABASE_URL: ${urlProblem}`,
    schemaProblem(DATABASE_SCHEMA) && `DATABASE_SCHEMA: ${schemaProblem(DATABASE_SCHEMA)}`,
  ];
  return problems.filter((problem) => problem !== null);
}

/** What is wrong with the secret; null if nothing is. */
export function secretProblem({ WATCHWORD_SECRET }: Environment): string | null {
  if (!WATCHWORD_SECRET) return "WATCHWORD_SECRET: it isn't set";
  return secretsOf(WATCHWORD_SECRET).some(isShortSecret)
    ? `WATCHWORD_SECRET: each secret needs at least ${MIN_SECRET_BYTES} bytes, e.g. \`openssl rand -base64 32\``
    : null;
}

/** Throws `UsageError` with everything that is wrong. */
export function readDatabase(environment: Environment): { database: string; schema: string } {
  const problems = databaseProblems(environment);
  const { DATABASE_URL: database, DATABASE_SCHEMA: schema = DEFAULT_SCHEMA } = environment;
  if (problems.length > 0 || !database) throw new UsageError(problems.join("\n"));
  return { database, schema };
}

/** Throws `UsageError` if it can't be used. */
export function readSecrets(environment: Environment): readonly [string, ...string[]] {
  const problem = secretProblem(environment);
  if (problem !== null) throw new UsageError(problem);
  return secretsOf(environment["WATCHWORD_SECRET"] ?? "");
}
