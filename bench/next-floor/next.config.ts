import type { NextConfig } from "next";

const config: NextConfig = { poweredByHeader: false, logging: false };

export default config;
