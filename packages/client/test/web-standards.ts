import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import type { tellStory } from "./consumer/story.ts";

/** What a browser or an edge runtime would be sent, minified. Anything of Node's fails it. */
export async function bundleForTheWeb(folder: string, entry: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: [join(folder, entry)],
    bundle: true,
    minify: true,
    platform: "browser",
    format: "iife",
    globalName: "bundle",
    write: false,
  });
  return outputFiles.map(({ text }) => text).join();
}

/** Runs a bundle in a realm of its own that has these globals and none of Node's. */
export function runOnWebStandards(bundle: string): { tellStory: typeof tellStory } {
  const globals = {
    AbortController,
    AbortSignal,
    Headers,
    Request,
    Response,
    TextDecoder,
    TextEncoder,
    URL,
    URLSearchParams,
    atob,
    btoa,
    clearTimeout,
    crypto,
    fetch,
    setTimeout,
  };
  return runInContext(`${bundle}\nbundle`, createContext(globals)) as {
    tellStory: typeof tellStory;
  };
}
