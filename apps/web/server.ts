import { sessionCookieFor } from "@watchword/api/session-cookie";
import next from "next";
import { closeAuth } from "./src/auth/auth.ts";
import { showsCaptcha } from "./src/captcha/pages.ts";
import { TURNSTILE_URL } from "./src/environment/values.ts";
import { setConfig } from "./src/environment/config.ts";
import { readEnv } from "./src/environment/env.ts";
import { completeAnswer } from "./src/http/complete-answer.ts";
import { isCall } from "./src/http/is-call.ts";
import { serveCall } from "./src/http/serve-call.ts";
import { knownApps } from "./src/products/known-apps.ts";
import { watchAlerts } from "./src/alerts/watch-alerts.ts";
import { closeLimiter, limitStoreFails } from "./src/limits/limiter.ts";
import { log } from "./src/log/log.ts";
import { openProvider } from "./src/mail/mail-provider.ts";
import { drain } from "./src/process/draining.ts";
import { setMailCheck } from "./src/process/mail-check.ts";
import { checkConnections } from "./src/server/connection-sum.ts";
import { printAddresses } from "./src/server/addresses.ts";
import { listen } from "./src/server/listen.ts";
import { startMailWorker, tellOfMail } from "./src/server/mail-worker.ts";
import { migrateDatabase } from "./src/server/migrate-database.ts";
import { openDatabase } from "./src/server/open-database.ts";
import { onceStopped, runMain } from "./src/server/main.ts";
import { stoppingServer } from "./src/server/stop-serving.ts";
import { WEB_FOLDER } from "./src/server/web-folder.ts";
import { createWebServer } from "./src/server/web-server.ts";
import { captureConsole } from "./src/telemetry/console.ts";
import { originsOf } from "./src/environment/products.ts";
import { observeRequest } from "./src/telemetry/observe-request.ts";
import { readRoutes } from "./src/telemetry/routes.ts";
import { traceTo } from "./src/telemetry/trace-to.ts";

/** Runs one web process: database, migrations, mail worker, pages and API. */
runMain(async () => {
  const env = readEnv();
  log.level = env.logLevel;
  const stopTracing = await traceTo(env.otlpEndpoint, "web");
  const database = await openDatabase(env);
  await migrateDatabase(database);
  await checkConnections(database.config, { serves: true, sendsMail: env.runsWorker });
  setConfig(database.config);
  const provider = env.runsWorker ? openProvider(database.config) : null;
  if (provider) void setMailCheck(provider.check).then(({ problem }) => tellOfMail(problem));

  const sessionCookie = sessionCookieFor(env.publicUrl);
  const [, ...otherOrigins] = originsOf(env.products);
  const server = createWebServer(
    { ...env, otherOrigins },
    {
      apps: knownApps,
      captchaOrigin: async (url) => ((await showsCaptcha(url)) ? TURNSTILE_URL : null),
      answer(req, res) {
        // In development Next answers everything, because it reloads edited code.
        const isOurs = !env.development && isCall(req.url);
        return observeRequest(req, res, routeOf, () => {
          if (isOurs) return serveCall(req, res);
          completeAnswer(res, sessionCookie);
          return handle(req, res);
        });
      },
    },
  );
  const stopServing = stoppingServer(server);
  const app = next({
    dev: env.development,
    dir: WEB_FOLDER,
    port: env.port,
    httpServer: server,
  });
  const handle = app.getRequestHandler();
  await app.prepare();
  const routeOf = readRoutes(WEB_FOLDER, env.development);
  // From here on something may be under way that a signal must not cut off.
  const stopped = onceStopped(env.drainSeconds * 1_000);
  await listen(server, env);
  const worker = provider && (await startMailWorker(database.config, provider));
  const watch = watchAlerts(database.config, { limitStoreFails, tells: worker === null });
  printAddresses(env, database.description);
  if (!env.development) captureConsole();

  const signal = await stopped;
  log.info(`${signal}: stopping`);
  // At a terminal there is no load balancer that must notice.
  if (signal === "SIGTERM" && !env.development) await drain(env.drainSeconds);
  await Promise.all([stopServing(), watch.stop(), worker?.stop()]);
  await app.close();
  closeLimiter();
  await closeAuth();
  await database.close();
  await stopTracing();
});
