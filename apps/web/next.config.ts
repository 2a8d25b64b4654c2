import type { NextConfig } from "next";
import { sourceHash } from "./source-hash.ts";

// Next derives the ids of server actions from this key. With a fixed one, a build answers forms that another build of
// the same commit or an earlier one served. It protects nothing: it would encrypt the variables that actions close over,
// and none of ours does (a test checks it).
// oxlint-disable-next-line node/no-process-env -- A build is told this in no other way.
process.env["NEXT_SERVER_ACTIONS_ENCRYPTION_KEY"] = Buffer.from(
  "watchword's server actions: 32 B",
).toString("base64");

const config: NextConfig = {
  poweredByHeader: false,
  // The same for two builds of one source, so that neither's pages are loaded anew from the other.
  generateBuildId: () => sourceHash(),
  // Where browsers and mail clients look for an icon that no page names.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/brand/icon" }],
  // Its log of requests would hold the tokens of links.
  logging: false,
  reactStrictMode: true,
  // A page comes with its title, and not before it: it is what those who hear the page are told first.
  htmlLimitedBots: /.*/,
  // No page has an image to resize, which strangers could ask for at will.
  images: { unoptimized: true },
  transpilePackages: ["@watchword/api", "@watchword/auth", "@watchword/db", "@watchword/emails"],
  typescript: { ignoreBuildErrors: false },
};

export default config;
