import type { BrowserContext, Request } from "playwright-core";

/** Bytes of bodies as they are sent, compressed where they are. */
export interface Weight {
  scripts: number;
  styles: number;
  fonts: number;
  document: number;
  other: number;
  requests: number;
}

type Part = Exclude<keyof Weight, "requests">;

const PARTS: Record<string, Part> = {
  script: "scripts",
  stylesheet: "styles",
  font: "fonts",
  document: "document",
};

/** What a browser fetches that has nothing of a page yet, until nothing more is asked for. */
export async function weigh(context: BrowserContext, url: string): Promise<Weight> {
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.clearBrowserCache");
  const requests: Request[] = [];
  page.on("requestfinished", (request) => requests.push(request));
  await page.goto(url, { waitUntil: "networkidle" });
  const weight = { scripts: 0, styles: 0, fonts: 0, document: 0, other: 0, requests: 0 };
  for (const request of requests) {
    if (!request.url().startsWith("http")) continue;
    weight.requests++;
    const { responseBodySize } = await request.sizes();
    weight[PARTS[request.resourceType()] ?? "other"] += responseBodySize;
  }
  await page.close();
  return weight;
}
