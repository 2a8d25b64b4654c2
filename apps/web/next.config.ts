import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  transpilePackages: ["@watchword/api", "@watchword/auth", "@watchword/db", "@watchword/emails"],
  typescript: { ignoreBuildErrors: false },
};

export default config;
