import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { until } from "./processes.ts";

export type ProxyName = "nginx" | "caddy";

/** CI must have both; elsewhere the tests that need one are skipped, and vitest says so. */
export function hasProxy(name: ProxyName): boolean {
  if (process.env.CI === "true") return true;
  try {
    execFileSync(name, [name === "nginx" ? "-v" : "version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

export interface ReverseProxy {
  port: number;
  stop(): Promise<void>;
}

/** A real proxy with nothing set but `site`, which is given where it listens. */
export async function startProxy(
  name: ProxyName,
  port: number,
  site: string,
): Promise<ReverseProxy> {
  const folder = await mkdtemp(path.join(tmpdir(), `watchword-${name}-`));
  const file = path.join(folder, "proxy.conf");
  await writeFile(file, name === "nginx" ? nginxAround(site, folder) : caddyAround(site));
  const args = {
    nginx: ["-p", folder, "-c", file, "-g", "daemon off;"],
    caddy: ["run", "--adapter", "caddyfile", "--config", file],
  };
  const child: ChildProcess = spawn(name, args[name], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
  });
  let said = "";
  child.stderr?.on("data", (chunk) => (said += chunk));
  await until(async () => {
    if (child.exitCode !== null) throw new Error(`${name} ended:\n${said}`);
    return fetch(`http://127.0.0.1:${port}/api/health/live`).then(
      ({ status }) => status === 200,
      () => false,
    );
  });
  return {
    port,
    async stop() {
      child.kill("SIGTERM");
      if (child.exitCode === null) await once(child, "exit");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What every nginx.conf has, in a folder of its own. */
function nginxAround(site: string, folder: string): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((kind) => `${kind}_temp_path ${folder}/${kind};`)
    .join(" ");
  return `pid ${folder}/pid; error_log stderr; events {}
http { access_log off; ${temporary} ${site} }`;
}

function caddyAround(site: string): string {
  return `{\n\tadmin off\n\tauto_https off\n}\n${site}`;
}
