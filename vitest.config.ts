import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const testing = join(import.meta.dirname, "packages/db/src/testing");
const lender = join(import.meta.dirname, "apps/web/test/lender.ts");

/** In the order in which they run: those with the longest tests first, so that short ones are left to run beside them. */
const folders = [
  "packages/watchword",
  "packages/client",
  "apps/web",
  "packages/db",
  "packages/mailer",
  "packages/emails",
  "packages/api",
  "packages/auth",
];

/** A worker loads what the tests of one project import only once, as long as they follow each other. */
class ProjectByProject extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const names = folders.map((folder) => basename(folder));
    const turn = ({ project }: TestSpecification) => names.indexOf(project.name);
    // oxlint-disable-next-line unicorn/no-array-sort -- not an array's
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => turn(a) - turn(b));
  }
}

export default defineConfig({
  test: {
    globalSetup: join(import.meta.dirname, "packages/auth/src/testing/global-setup.ts"),
    setupFiles: join(testing, "setup.ts"),
    // No whole number of hours from UTC, and a day that begins before everyone else's.
    env: { TZ: process.env.TEST_TZ ?? "Pacific/Chatham" },
    pool: "forks",
    // Nothing that a file's tests change outlives them but what modules cache, so files share their modules.
    isolate: false,
    sequence: { sequencer: ProjectByProject },
    // Two more than can work at once: a third of the time, tests wait for something.
    maxWorkers: availableParallelism() + 2,
    // A browser that walks through all pages takes half of it on a slow machine.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // What is waited for may take as long as a disk that stands still.
    expect: { poll: { timeout: 30_000 } },
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
