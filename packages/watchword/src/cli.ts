#!/usr/bin/env node
import { parseArgs } from "node:util";
import { makeAppKey } from "./cli/app-key.ts";
import { diagnose } from "./cli/doctor.ts";
import { migrateByEnvironment } from "./cli/migrate.ts";
import { createUserBy, findUsers, listUsers } from "./cli/users.ts";
import { explain, UsageError } from "./cli/words.ts";

const HELP = `Usage: watchword <command> [options]

  migrate                    brings the database to this release's schema
  doctor                     says what is wrong with Node, the secret and the database
  users find <address>       the accounts that have an address
  users create <address>     makes an account: [--verified] [--collection <name>]
  users list                 accounts by address: [--collection <name>] [--after <address>] [--limit <number>]
  app-key                    makes a key for another app's server, and its hash

Options: --env-file <path> reads variables from a file, --help shows this.
Environment: DATABASE_URL, WATCHWORD_SECRET; DATABASE_SCHEMA, if it isn't watchword; MIGRATION_DATABASE_URL, for
migrate, if another role owns the tables.`;

async function run(): Promise<number> {
  const { values, positionals } = readArguments();
  if (values.help || positionals.length === 0) {
    console.log(HELP);
    return values.help ? 0 : 2;
  }
  if (values["env-file"] !== undefined) process.loadEnvFile(values["env-file"]);
  const [command, action, address = ""] = positionals;
  switch (action === undefined ? command : `${command} ${action}`) {
    case "migrate":
      return migrateByEnvironment(process.env);
    case "doctor":
      return diagnose(process.env);
    case "app-key":
      return makeAppKey();
    case "users find":
      return findUsers(process.env, address);
    case "users create":
      return createUserBy(process.env, { ...values, address });
    case "users list":
      return listUsers(process.env, values);
    default:
      throw new UsageError(`There is no command ${positionals.join(" ")}.`);
  }
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        after: { type: "string", default: "" },
        collection: { type: "string" },
        "env-file": { type: "string" },
        help: { type: "boolean", short: "h", default: false },
        limit: { type: "string", default: "100" },
        verified: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

try {
  process.exitCode = await run();
} catch (error) {
  console.error(explain(error));
  if (error instanceof UsageError) console.error(`\n${HELP}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
