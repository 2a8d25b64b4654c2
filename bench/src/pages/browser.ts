import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type BrowserContext, chromium } from "playwright-core";
import { freePort } from "../../faults/processes.ts";

/** A browser whose pages and cookies Lighthouse shares, which speaks to it at `port`. */
export interface SharedBrowser {
  context: BrowserContext;
  port: number;
  close(): Promise<void>;
}

export async function launchSharedBrowser(): Promise<SharedBrowser> {
  const profile = await mkdtemp(path.join(tmpdir(), "watchword-bench-chromium-"));
  const port = await freePort();
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: "/usr/bin/chromium",
    viewport: null,
    args: [
      `--remote-debugging-port=${port}`,
      "--window-size=412,823",
      "--no-sandbox",
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  return {
    context,
    port,
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}
