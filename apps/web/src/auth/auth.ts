import { type Auth, createAuth } from "@watchword/auth";
import { breachedPasswords } from "@watchword/auth/breached-passwords";
import { type Config, getConfig } from "../environment/config.ts";
import { log } from "../log/log.ts";
import { createTypeableToken } from "./typeable-token.ts";
import { traceStatement } from "../telemetry/span.ts";
import { processWide } from "../process/process-wide.ts";

const holder = processWide<Auth>("auth");

/** The one instance of this process, which outlives the reloads of the dev server. */
export function getAuth(): Auth {
  holder.value ??= openAuth(getConfig());
  return holder.value;
}

function openAuth({
  databaseUrl,
  databaseSchema,
  poolSize,
  secrets,
  policy,
  breachedPasswordsUrl,
  brand,
  locales,
}: Config): Auth {
  return createAuth({
    database: databaseUrl,
    schema: databaseSchema,
    poolSize,
    secret: secrets,
    policy,
    productName: brand.name,
    locales,
    oneTimeToken: { generateToken: createTypeableToken },
    onIdleError: (error) => log.warn(error.message),
    onStatement: traceStatement,
    ...(breachedPasswordsUrl !== null && {
      isBreached: breachedPasswords({ rangeUrl: breachedPasswordsUrl }),
    }),
  });
}

/** Ends the instance's pool, if there is one. */
export async function closeAuth(): Promise<void> {
  await holder.value?.close();
  delete holder.value;
}
