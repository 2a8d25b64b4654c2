import type { BrowserContext } from "playwright-core";
import { median } from "simple-statistics";
import { startCluster } from "../cluster.ts";
import { startNextApp } from "../next-app.ts";
import { launchSharedBrowser, type SharedBrowser } from "../pages/browser.ts";
import { BETTER_AUTH, EMPTY, type Pages } from "../pages/found.ts";
import { type FirstLoad, loadSlowly } from "../pages/first-load.ts";
import { type Product, startProduct } from "../pages/product.ts";
import { rate } from "../pages/rate.ts";
import { greet } from "../pages/visitor.ts";
import { VISITS } from "../pages/visits.ts";
import { weigh } from "../pages/weigh.ts";
import type { Part, PartOptions } from "../part.ts";
import { pagesTables } from "./pages-tables.ts";

/** Product pages that are loaded slowly beside the other two. */
const COMPARED = ["/sign-in", "/sign-in/code"];

/** What the browser is sent for each page, how Lighthouse rates it, and how soon it is there. */
export const pages: Part<Pages> = {
  async run(options) {
    await using started = new AsyncDisposableStack();
    const cluster = started.use(await startCluster());
    const product = started.adopt(await startProduct(cluster), (one) => one.stop());
    const empty = started.adopt(await startNextApp("pages/empty"), ({ child }) => child.kill());
    const peer = started.adopt(await startNextApp("pages/better-auth"), ({ child }) =>
      child.kill(),
    );
    const browser = started.adopt(await launchSharedBrowser(), (one) => one.close());
    const beside = { [EMPTY]: empty.url, [BETTER_AUTH]: peer.url };
    return await measure({ product, beside, browser, options });
  },
  tables: pagesTables,
};

interface Setting {
  product: Product;
  beside: Record<string, string>;
  browser: SharedBrowser;
  options: PartOptions;
}

async function measure({ product, beside, browser, options }: Setting): Promise<Pages> {
  const { context, port } = browser;
  const rounds = options.quick ? 1 : 3;
  const found: Pages = { weights: {}, ratings: {}, firstLoads: {} };

  async function measurePage(name: string, url: string): Promise<void> {
    console.log(name);
    found.weights[name] = await weigh(context, url);
    if (isCompared(name)) found.ratings[name] = await rate(port, url, rounds);
    else if (!options.quick) found.ratings[name] = await rate(port, url, 1);
  }

  for (const [name, url] of Object.entries(beside)) await measurePage(name, url);
  for (const { path, arrive } of VISITS) {
    const visitor = await greet(context, product);
    await arrive(visitor);
    const arrivedAt = visitor.page.url().slice(product.url.length);
    if (arrivedAt !== path) throw new Error(`On the way to ${path} one comes to ${arrivedAt}`);
    await visitor.leave();
    await measurePage(path.replace(/\?.*/, ""), product.url + path);
    if (path === COMPARED.at(-1))
      found.firstLoads = await loadInTurns(context, rounds, {
        ...beside,
        ...Object.fromEntries(COMPARED.map((compared) => [compared, product.url + compared])),
      });
  }
  return found;
}

const isCompared = (name: string) => [EMPTY, BETTER_AUTH, ...COMPARED].includes(name);

/** Medians of loads in turns. The code step is loaded with the cookies that led to it. */
async function loadInTurns(
  context: BrowserContext,
  rounds: number,
  urls: Record<string, string>,
): Promise<Record<string, FirstLoad>> {
  const loads: Record<string, FirstLoad[]> = {};
  for (let round = 0; round < rounds; round++)
    for (const [name, url] of Object.entries(urls))
      (loads[name] ??= []).push(await loadSlowly(context, url));
  return Object.fromEntries(
    Object.entries(loads).map(([name, all]) => {
      const middle = (key: keyof FirstLoad) => median(all.map((load) => load[key]));
      return [
        name,
        {
          fcpMs: middle("fcpMs"),
          lcpMs: middle("lcpMs"),
          tbtMs: middle("tbtMs"),
          aliveMs: middle("aliveMs"),
        },
      ];
    }),
  );
}
