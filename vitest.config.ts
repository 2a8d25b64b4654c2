import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const testing = join(import.meta.dirname, "packages/db/src/testing");
const lender = join(import.meta.dirname, "apps/web/test/lender.ts");

const folders = [
  "packages/db",
  "packages/auth",
  "packages/emails",
  "packages/mailer",
  "packages/api",
  "packages/client",
  "packages/watchword",
  "apps/web",
];

/** The tests in the browser take longest: beside the last of them there are short ones left to run. */
class BrowserFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isWeb = ({ project }: TestSpecification) => Number(project.name === "web");
    // oxlint-disable-next-line unicorn/no-array-sort -- not an array's
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => isWeb(b) - isWeb(a));
  }
}

export default defineConfig({
  test: {
    globalSetup: join(import.meta.dirname, "packages/auth/src/testing/global-setup.ts"),
    setupFiles: join(testing, "setup.ts"),
    // No whole number of hours from UTC, and a day that begins before everyone else's.
    env: { TZ: process.env.TEST_TZ ?? "Pacific/Chatham" },
    pool: "forks",
    sequence: { sequencer: BrowserFirst },
    maxWorkers: availableParallelism(),
    // A browser that walks through all pages takes a quarter of it on a slow machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
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
