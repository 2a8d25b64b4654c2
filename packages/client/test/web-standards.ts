import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import type * as Story from "./consumer/story.ts";

/** What a browser or an edge runtime would be sent, minified. Anything of Node's fails it. */
export async function bundleForTheWeb(
  folder: string,
  entry: string,
  external: string[] = [],
): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: [join(folder, entry)],
    bundle: true,
    external,
    minify: true,
    platform: "browser",
    format: "iife",
    globalName: "bundle",
    write: false,
  });
  return outputFiles.map(({ text }) => text).join();
}

const EVERYWHERE = {
  AbortController,
  Headers,
  Response,
  TextDecoder,
  TextEncoder,
  atob,
  btoa,
  clearTimeout,
  fetch,
  setTimeout,
};

const WEB = { ...EVERYWHERE, AbortSignal, Request, URL, URLSearchParams, crypto };

/** Runs a bundle in a realm of its own that has these globals and none of Node's. */
export function runOnWebStandards(bundle: string): typeof Story {
  return runInContext(`${bundle}\nbundle`, createContext(WEB)) as typeof Story;
}

/** Runs a bundle where there is no WebCrypto, and no `URL`: React Native's does less than the standard's. */
export function runOnPhone(bundle: string): unknown {
  return runInContext(`${bundle}\nbundle`, createContext(EVERYWHERE));
}
