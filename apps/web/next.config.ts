import type { NextConfig } from "next";
import { sourceHash } from "./source-hash.ts";

// Next derives the ids of server actions from this key. With a fixed one, a build answers forms that another build of
// the same commit or an earlier one served. It protects nothing: it would encrypt variables that actions close over,
// and ours close over none (a test checks it).
// oxlint-disable-next-line node/no-process-env -- There is no other way to tell a build.
process.env["NEXT_SERVER_ACTIONS_ENCRYPTION_KEY"] = Buffer.from(
  "watchword's server actions: 32 B",
).toString("base64");

const config: NextConfig = {
  poweredByHeader: false,
  // Two builds of the same source share an id, so that a page of one isn't reloaded if the other answers.
  generateBuildId: () => sourceHash(),
  // Where browsers and mail clients look for an icon that no page names.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/brand/icon" }],
  // Its log of requests would contain the tokens of links.
  logging: false,
  reactStrictMode: true,
  // A page isn't sent before its title is known, because screen readers announce the title first.
  htmlLimitedBots: /.*/,
  // No page needs resized images, and strangers could ask for any number of them.
  images: { unoptimized: true },
  transpilePackages: ["@watchword/api", "@watchword/auth", "@watchword/db", "@watchword/emails"],
  typescript: { ignoreBuildErrors: false },
};

export default config;
