import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { defineConfig } from "vitest/config";

const testing = join(import.meta.dirname, "packages/db/src/testing");
const lender = join(import.meta.dirname, "apps/web/test/lender.ts");

const folders = [
  "packages/db",
  "packages/auth",
  "packages/emails",
  "packages/api",
  "packages/api/client",
  "apps/web",
];

export default defineConfig({
  test: {
    globalSetup: join(testing, "global-setup.ts"),
    setupFiles: join(testing, "setup.ts"),
    // No whole number of hours from UTC, and a day that begins before everyone else's.
    env: { TZ: process.env.TEST_TZ ?? "Pacific/Chatham" },
    pool: "forks",
    // Tests wait for others more than they work, so two cores have time for two at once.
    maxWorkers: Math.max(2, availableParallelism()),
    // A browser that walks through all pages takes half of it on a slow machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    passWithNoTests: true,
    projects: folders.map((folder) => ({
      extends: true,
      root: folder,
      test: {
        name: basename(folder),
        include: ["test/**/*.test.ts"],
        globalSetup: folder === "apps/web" ? lender : [],
      },
    })),
  },
});
