import { watchAlerts } from "./src/alerts/watch-alerts.ts";
import { readEnv } from "./src/env.ts";
import { log } from "./src/log.ts";
import { startMailWorker, tellOfMail } from "./src/server/mail-worker.ts";
import { migrateDatabase } from "./src/server/migrate-database.ts";
import { openDatabase } from "./src/server/open-database.ts";
import { onceStopped, runMain } from "./src/server/main.ts";
import { startTracing } from "./src/telemetry/tracing.ts";

/** A mail worker on its own, beside web processes with `WORKER=off`. */
runMain(async () => {
  const env = readEnv();
  log.level = env.logLevel;
  const stopTracing = env.otlpEndpoint === null ? null : startTracing(env.otlpEndpoint, "worker");
  // Node would print all that the error holds.
  process.once("uncaughtException", (error) => {
    log.fatal(error);
    process.exit(1);
  });
  const database = await openDatabase(env);
  await migrateDatabase(database);
  const worker = await startMailWorker(database.config);
  log.info(`The mail worker runs on ${database.description}`);
  void worker.check().then(tellOfMail);
  const watch = watchAlerts(database.config, { tells: false });

  const signal = await onceStopped();
  log.info(`${signal}: stopping`);
  await watch.stop();
  await worker.stop();
  await database.close();
  await stopTracing?.();
});
