import type { NextConfig } from "next";
import { sourceHash } from "./source-hash.ts";

// Next derives the ids of server actions from this key. With a fixed one, a build answers forms that another build of
// the same commit or an earlier one served. It protects nothing: it would encrypt the variables that actions close over,
// and none of ours does (a test checks it).
// oxlint-disable-next-line node/no-process-env -- There is no other way to tell a build.
process.env["NEXT_SERVER_ACTIONS_ENCRYPTION_KEY"] = Buffer.from(
  "watchword's server actions: 32 B",
).toString("base64");

const config: NextConfig = {
  poweredByHeader: false,
  // Two builds of the same source share an id, so that a page of one isn't reloaded when the other answers.
  generateBuildId: () => sourceHash(),
  // Where browsers and mail clients look for an icon that no page names.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/brand/icon" }],
  // Its log of requests would hold the tokens of links.
  logging: false,
  reactStrictMode: true,
  // A page is sent with its title and not before it: screen readers announce the title first.
  htmlLimitedBots: /.*/,
  // No page needs resized images, and strangers could ask for any number of them.
  images: { unoptimized: true },
  transpilePackages: ["@watchword/api", "@watchword/auth", "@watchword/db", "@watchword/emails"],
  typescript: { ignoreBuildErrors: false },
};

export default config;
