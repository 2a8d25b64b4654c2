import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  // Its log of requests would hold the tokens of links.
  logging: false,
  reactStrictMode: true,
  transpilePackages: ["@watchword/api", "@watchword/auth", "@watchword/db", "@watchword/emails"],
  typescript: { ignoreBuildErrors: false },
};

export default config;
