import { existsSync } from "node:fs";
import { isIPv6 } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startPart } from "./dev-part.ts";
import { watchStarters } from "./dev-starters.ts";

/*
 * `pnpm dev`: the app, and beside it, once it shows its first page, the mail previews and the example app.
 * They would take the time that somebody waits for that page. All end together, whatever ends this process.
 */
const ROOT = join(import.meta.dirname, "..");
const PORT_UNLESS_SET = 3000;

const file = join(ROOT, ".env");
if (existsSync(file)) process.loadEnvFile(file);

const app = startPart(join(ROOT, "apps/web"), ["--import", "tsx", "server.ts"], {
  NODE_ENV: "development",
  NEXT_TELEMETRY_DISABLED: "1",
  // Next's own, not documented: it keeps what it has compiled for the next start also where it is stopped at once.
  __NEXT_DEV_WAIT_FOR_TURBOPACK_SHUTDOWN: "1",
});
const parts = [app];

let asked = false;
function stop(): void {
  for (const part of parts) (asked ? part.kill : part.stop)();
  asked = true;
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
watchStarters(stop);

await Promise.race([firstPage(), app.ended]);
if (!asked && app.isRunning()) {
  parts.push(startPart(join(ROOT, "packages/emails"), ["previews/serve.ts"]));
  parts.push(startPart(join(ROOT, "examples/partner"), ["server.ts"]));
}
const code = await app.ended;
const stopped = asked;
if (!asked) stop();
await Promise.all(parts.map((part) => part.ended));
process.exit(stopped ? 0 : (code ?? 1));

/** Has the page on which everybody begins compiled before somebody asks for it. */
async function firstPage(): Promise<void> {
  const { HOST: host = "", PORT: port = "" } = process.env;
  const name = isIPv6(host) ? `[${host}]` : host || "localhost";
  const page = `http://${name}:${port || PORT_UNLESS_SET}/sign-in`;
  while (app.isRunning()) {
    const answer = await fetch(page, { redirect: "manual" }).catch(() => null);
    if (answer !== null) return void (await answer.body?.cancel());
    await sleep(100);
  }
}
