import type { BrowserContext } from "playwright-core";
import { throttling } from "lighthouse/core/config/constants.js";

/** When what happens in a first load, in milliseconds since it was asked for. */
export interface FirstLoad {
  fcpMs: number;
  lcpMs: number;
  /** For how long the page couldn't answer: what is above 50 ms of each task after the first paint. */
  tbtMs: number;
  /** When React had made it live. */
  aliveMs: number;
}

const SLOW = throttling.mobileSlow4G;

/** Loads a page over a line and on a processor that really are as slow as Lighthouse's slow phone. */
export async function loadSlowly(context: BrowserContext, url: string): Promise<FirstLoad> {
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.clearBrowserCache");
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: SLOW.requestLatencyMs,
    downloadThroughput: (SLOW.downloadThroughputKbps * 1024) / 8,
    uploadThroughput: (SLOW.uploadThroughputKbps * 1024) / 8,
  });
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOW.cpuSlowdownMultiplier });
  await page.addInitScript(watch);
  await page.goto(url, { waitUntil: "networkidle" });
  await page.waitForFunction(() => (globalThis as Watched).seen.aliveMs > 0);
  const seen = await page.evaluate(() => (globalThis as Watched).seen);
  await page.close();
  const { fcpMs, lcpMs, aliveMs, tasks } = seen;
  const late = tasks.filter(([start]) => start > fcpMs).map(([, ms]) => ms - 50);
  return { fcpMs, lcpMs, tbtMs: late.reduce((sum, ms) => sum + ms, 0), aliveMs };
}

type Watched = typeof globalThis & {
  seen: { fcpMs: number; lcpMs: number; aliveMs: number; tasks: [start: number, ms: number][] };
};

/** Runs in the page, before anything of it. */
function watch(): void {
  const seen: Watched["seen"] = { fcpMs: 0, lcpMs: 0, aliveMs: 0, tasks: [] };
  (globalThis as Watched).seen = seen;
  const observe = (type: string, note: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({
      type,
      buffered: true,
    });
  observe("paint", ({ name, startTime }) => {
    if (name === "first-contentful-paint") seen.fcpMs = startTime;
  });
  observe("largest-contentful-paint", ({ startTime }) => (seen.lcpMs = startTime));
  observe("longtask", ({ startTime, duration }) => seen.tasks.push([startTime, duration]));
  const look = () => {
    const part = document.querySelector("main button") ?? document.querySelector("h1");
    if (Object.keys(part ?? {}).some((key) => key.startsWith("__reactFiber")))
      seen.aliveMs = performance.now();
    else setTimeout(look, 10);
  };
  look();
}
