import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { chromium } from "playwright-core";

const CHROMIUM = "/usr/bin/chromium";

/** CI must have a browser; elsewhere the tests that need one are skipped, and vitest says so. */
export const hasBrowser = existsSync(CHROMIUM) || process.env.CI === "true";

export const launchBrowser = () =>
  chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-quic"] });

/** An origin that serves one page, which runs a script. */
export async function servePage() {
  let script = "";
  const server = createServer((_, res) => {
    res.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
    res.end(`<!doctype html><body><script>${script.replaceAll("</script", "<\\/script")}</script>`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    show: (next: string) => void (script = next),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
