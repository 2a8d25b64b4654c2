import { type Auth, createAuth } from "@watchword/auth";
import type { Provider } from "@watchword/emails/transport";
import { startMailer } from "@watchword/mailer";
import { tellAlert } from "../alerts/tell-alert.ts";
import type { Config } from "../environment/config.ts";
import { log } from "../log/log.ts";
import { tellLogouts } from "../logouts/tell-logouts.ts";
import { traceStatement } from "../telemetry/span.ts";
import { mailOptions } from "../mail/mail-options.ts";

export interface RunningWorker {
  /** What its readiness is looked up with. */
  auth: Auth;
  /** Whether it still looks for mails with success. */
  isTurning(): boolean;
  /** Whether it still tries to, which it does while the database is away. */
  isAlive(): boolean;
  /** Finishes what it holds, and claims nothing more. */
  stop(): Promise<void>;
}

/** Says at once what nobody would notice before the first mail. */
export function tellOfMail(problem: string | null): void {
  if (problem !== null) log.error({ problem }, "No mail can go out as things are");
}

/** A mailer with a database of its own, in this process, until stopped. It ends the provider's connections too. */
export async function startMailWorker(config: Config, provider: Provider): Promise<RunningWorker> {
  const { alertWebhook, databaseUrl, poolSize, secrets, policy, workerConcurrency } = config;
  const { databaseSchema: schema, locales } = config;
  const auth = createAuth({
    database: databaseUrl,
    schema,
    poolSize,
    secret: secrets,
    policy,
    locales,
    onIdleError: ({ message }) => log.warn(message),
    onStatement: traceStatement,
  });
  const mailer = await startMailer(auth, {
    ...mailOptions(config, provider),
    database: databaseUrl,
    schema,
    concurrency: workerConcurrency,
    tellAlert: alertWebhook && ((message) => tellAlert(alertWebhook, message)),
    tellLogout: tellLogouts(auth, config),
  });
  return {
    auth,
    isTurning: mailer.isTurning,
    isAlive: mailer.isAlive,
    stop: async () => {
      await mailer.stop();
      provider.close();
      await auth.close();
    },
  };
}
