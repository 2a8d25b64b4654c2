import { chown } from "node:fs/promises";
import { join } from "node:path";
import { startEmbeddedPostgres } from "@watchword/db/embedded";
import { beforeEach, expect, test } from "vitest";
import { makeFolder, makeUsedFolder, postmasterOf, query } from "../src/testing/folder.ts";
import { type Started, startElsewhere } from "./starter.ts";
import {
  canMount,
  canUseClone,
  capabilitiesOf,
  copyClone,
  idOf,
  makeClosedFolder,
  makePathOf,
  NOBODY,
  ownerOf,
} from "./users.ts";

const CAP_DAC_READ_SEARCH = 1n << 2n;

const WITHOUT_POSTGRES_USER = `
set -e
cp -a /etc "$1"
cd "$1"
sed -i /^postgres:/d passwd shadow group gshadow
mount --bind "$1" /etc
shift
exec "$@"`;

beforeEach(({ skip }) => {
  skip(process.getuid?.() !== 0, "only root can become other users");
  skip(process.platform !== "linux", "setpriv is Linux's");
});

test("root runs it as the user postgres, which gets no additional rights", async () => {
  const folder = join(await makeFolder(), "data-dir", "postgres");
  const postgres = await startEmbeddedPostgres({ folder });
  const postmaster = await postmasterOf(folder);
  expect(await ownerOf(join(folder, ".."))).toBe(0);
  expect(await ownerOf(folder)).toBe(idOf("postgres"));
  expect(await ownerOf(`/proc/${postmaster}`)).toBe(idOf("postgres"));
  expect(await capabilitiesOf(postmaster)).toBe(0n);
  await postgres.stop();
});

test("root may keep the data below a folder that is closed to others", async () => {
  const folder = join(await makeClosedFolder(), "data-dir", "postgres");
  await answersAndStops(await startElsewhere(folder));
  await answersAndStops(await startElsewhere(folder));
});

test("root may keep the clone below a folder that is closed to others", async () => {
  const clone = join(await makeClosedFolder(), "clone");
  await copyClone(clone);
  const folder = join(await makeFolder(), "postgres");
  const started = await startElsewhere(folder, { source: join(clone, "src") });
  expect(await capabilitiesOf(await postmasterOf(folder))).toBe(CAP_DAC_READ_SEARCH);
  await answersAndStops(started);
});

test("where setpriv or the capability is missing, it says what to do", async () => {
  const folder = join(await makeClosedFolder(), "postgres");
  const PATH = await makePathOf(["sh", "id", "flock"]);
  const withoutSetpriv = await startElsewhere(folder, { env: { PATH } });
  expect(withoutSetpriv.error).toMatch(/setpriv ENOENT.*move the clone.*DATA_DIR.*DATABASE_URL/s);
  const wrapper = ["setpriv", "--bounding-set=-dac_read_search"];
  const withoutCapability = await startElsewhere(folder, { wrapper });
  expect(withoutCapability.error).toMatch(/setpriv: .*move the clone.*DATA_DIR.*DATABASE_URL/s);
});

test("where flock is missing, it says so", async () => {
  const PATH = await makePathOf(["sh", "id"]);
  const { error } = await startElsewhere(await makeUsedFolder(), { env: { PATH } });
  expect(error).toMatch(/flock ENOENT.*util-linux/);
});

test("the user postgres is created if it is missing", async ({ skip }) => {
  skip(!canMount(), "an /etc of its own takes the right to mount");
  const etc = join(await makeFolder(), "etc");
  const wrapper = ["unshare", "--mount", "sh", "-c", WITHOUT_POSTGRES_USER, "sh", etc];
  const folder = join(await makeFolder(), "postgres");
  await answersAndStops(await startElsewhere(folder, { wrapper }));
  expect(await ownerOf(folder)).toBeGreaterThan(0);
});

test("an ordinary user runs it under their own name, and root then runs it as that user too", async ({
  skip,
}) => {
  skip(!canUseClone(NOBODY), "this clone or its Node is closed to ordinary users");
  const home = await makeFolder();
  await chown(home, NOBODY.uid, NOBODY.gid);
  const folder = join(home, "data-dir", "postgres");
  await answersAndStops(await startElsewhere(folder, NOBODY));
  const postgres = await startEmbeddedPostgres({ folder });
  expect(await ownerOf(`/proc/${await postmasterOf(folder)}`)).toBe(NOBODY.uid);
  await postgres.stop();
  await answersAndStops(await startElsewhere(folder, NOBODY));
});

test("an ordinary user is refused a folder that isn't theirs, with the reason", async ({
  skip,
}) => {
  skip(!canUseClone(NOBODY), "this clone or its Node is closed to ordinary users");
  const unwritable = join(await makeFolder(), "postgres");
  const missing = await startElsewhere(unwritable, NOBODY);
  expect(missing.error).toMatch(/can't keep its data in .*EACCES.*Set DATA_DIR/s);
  const foreign = await startElsewhere(await makeUsedFolder(), NOBODY);
  expect(foreign.error).toMatch(/can't keep its data in .*EPERM.*Set DATA_DIR/s);
});

async function answersAndStops(started: Started): Promise<void> {
  expect(started.error).toBeUndefined();
  expect(await query(started.url, "SELECT 1 AS one")).toEqual({ one: 1 });
  await started.stop();
}
