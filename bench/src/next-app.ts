import { execFileSync } from "node:child_process";
import path from "node:path";
import { env } from "node:process";
import { freePort, type Restartable, restartable } from "../faults/processes.ts";

const BENCH = path.join(import.meta.dirname, "..");
const NEXT = [process.execPath, "node_modules/next/dist/bin/next"] as const;

/** A Next app of the bench's own, built and started. */
export async function startNextApp(folder: string): Promise<{ url: string; child: Restartable }> {
  const [node, next] = NEXT;
  execFileSync(node, [next, "build", folder], {
    cwd: BENCH,
    env: { PATH: env.PATH, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const port = await freePort();
  const command = [...NEXT, "start", folder, "-p", `${port}`, "-H", "127.0.0.1"] as const;
  const child = restartable(command, { NODE_ENV: "production" }, /Ready in/, BENCH);
  await child.start();
  return { url: `http://127.0.0.1:${port}`, child };
}
