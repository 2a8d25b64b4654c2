import { watchAlerts } from "./src/alerts/watch-alerts.ts";
import { setConfig } from "./src/environment/config.ts";
import { readEnv } from "./src/environment/env.ts";
import { log } from "./src/log/log.ts";
import { checkConnections } from "./src/server/connection-sum.ts";
import { openProvider } from "./src/mail/mail-provider.ts";
import { drain } from "./src/process/draining.ts";
import { setMailCheck } from "./src/process/mail-check.ts";
import { type RunningWorker, startMailWorker, tellOfMail } from "./src/server/mail-worker.ts";
import { migrateDatabase } from "./src/server/migrate-database.ts";
import { openDatabase } from "./src/server/open-database.ts";
import { onceStopped, runMain } from "./src/server/main.ts";
import { traceTo } from "./src/telemetry/trace-to.ts";

/** A mail worker on its own, beside web processes with `WORKER=off`. */
runMain(async () => {
  const env = readEnv();
  log.level = env.logLevel;
  const stopTracing = await traceTo(env.otlpEndpoint, "worker");
  // Node would print all that the error holds.
  process.once("uncaughtException", (error) => {
    log.fatal(error);
    process.exit(1);
  });
  const database = await openDatabase(env);
  setConfig(database.config);
  let worker: RunningWorker | null = null;
  const health = await serveHealth(env.workerHealthPort, () => worker);
  await migrateDatabase(database);
  await checkConnections(database.config, { serves: false, sendsMail: true });
  const provider = openProvider(database.config);
  void setMailCheck(provider.check).then(({ problem }) => tellOfMail(problem));
  // From here on something may be under way that a signal must not cut off.
  const stopped = onceStopped();
  worker = await startMailWorker(database.config, provider);
  const watch = watchAlerts(database.config, { tells: false });
  log.info(`The mail worker runs on ${database.description}`);

  const signal = await stopped;
  log.info(`${signal}: stopping`);
  void drain(0);
  await Promise.all([watch.stop(), worker.stop()]);
  await health?.stop();
  await database.close();
  await stopTracing();
});

/** Without a port, nothing that reads metrics is loaded. */
async function serveHealth(port: number | null, getWorker: () => RunningWorker | null) {
  if (port === null) return null;
  const { serveWorkerHealth } = await import("./src/server/worker-health.ts");
  return serveWorkerHealth(port, getWorker);
}
