import { inOneMoment } from "@watchword/auth/testing";
import { createDatabase, createPool } from "@watchword/db/pool";
import { createTestDatabase, passTime, type TestDatabase } from "@watchword/db/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createBackoff } from "../src/backoff.ts";
import { claimLogouts } from "../src/logout-claim.ts";
import { type EndedSession, logoutWork, type TellLogout } from "../src/logouts.ts";
import { runDueWork } from "../src/worker.ts";

const SOMEBODY = "00000000-0000-4000-8000-000000000001";
const LEASE = "00000000-0000-4000-8000-000000000002";

let database: TestDatabase;
let db: ReturnType<typeof createDatabase>;
beforeAll(async () => {
  database = await createTestDatabase();
  db = createDatabase(createPool(database.url));
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});
beforeEach(async () => {
  await db.deleteFrom("logouts").execute();
});

const queue = (app: string, count = 1) =>
  db
    .insertInto("logouts")
    .values(
      Array.from({ length: count }, () => {
        return { app, collection: "users", user_id: SOMEBODY, session_id: crypto.randomUUID() };
      }),
    )
    .execute();
const waiting = async () => (await db.selectFrom("logouts").select("app").execute()).length;

/** Tells what is due once, as a process does that starts now. */
async function tell(tellLogout: TellLogout, by = db) {
  const problems: string[] = [];
  await runDueWork(logoutWork({ db: by }, tellLogout), (_, error) => {
    problems.push((error as Error).message);
  });
  return problems;
}

describe("a logout", () => {
  it("is sent until its app accepts it", async () => {
    await queue("wiki");
    const heard: EndedSession[] = [];
    const away: TellLogout = async () => Promise.reject(new Error("It is away"));
    await inOneMoment(db, async (moment) => {
      expect(await tell(away, moment.db)).toEqual(["It is away"]);
      expect(await tell(away, moment.db)).toEqual([]);
    });
    await passTime(db, 2);
    expect(await tell(async (ended) => (heard.push(ended), "told"))).toEqual([]);
    expect(heard).toMatchObject([{ appId: "wiki", collection: "users", userId: SOMEBODY }]);
    expect(await waiting()).toBe(0);
  });

  it("is sent five times if its app refuses it", async () => {
    await queue("wiki");
    let tries = 0;
    const problems: string[] = [];
    for (let round = 0; round < 8; round++) {
      problems.push(...(await tell(async () => (tries++, "refused"))));
      await passTime(db, 60);
    }
    expect([tries, await waiting()]).toEqual([5, 0]);
    expect(problems).toEqual([
      ...Array.from({ length: 4 }, () => "The app wiki refused a logout"),
      "The app wiki refused a logout for the last time, and is told no more",
    ]);
  });

  it("is given up after three days", async () => {
    await queue("wiki");
    await passTime(db, 3 * 86_400 + 1);
    expect(await tell(async () => Promise.reject(new Error("It is away")))).toHaveLength(1);
    expect(await waiting()).toBe(0);
  });

  it("of a process that died is claimed by another once its lease ends", async () => {
    await queue("wiki");
    const claim = (by = db) => claimLogouts(by, LEASE, { limit: 5, perApp: 5, but: [] });
    await inOneMoment(db, async (moment) => {
      expect(await claim(moment.db)).toHaveLength(1);
      expect(await claim(moment.db)).toEqual([]);
    });
    await passTime(db, 16);
    expect(await claim()).toHaveLength(1);
  });

  it("is claimed with the registration that its app has at that moment", async () => {
    const app = { id: "shop", settings: "{}", secret_hash: null };
    await db.insertInto("apps").values(app).execute();
    const { registration } = await db
      .selectFrom("apps")
      .select("registration")
      .executeTakeFirstOrThrow();
    await queue("shop");
    await queue("wiki");
    const claimed = await claimLogouts(db, LEASE, { limit: 5, perApp: 5, but: [] });
    expect(Object.fromEntries(claimed.map((each) => [each.appId, each.registration]))).toEqual({
      shop: registration,
      wiki: null,
    });
  });

  it("doesn't wait behind those of an app that is slow or out of reach", async () => {
    await queue("dead", 50);
    await queue("wiki");
    await inOneMoment(db, async (moment) => {
      const claim = (but: string[]) => claimLogouts(moment.db, LEASE, { limit: 5, perApp: 4, but });
      expect((await claim([])).map(({ appId }) => appId)).toContain("wiki");
      expect(await claim(["dead"])).toEqual([]);
    });
  });

  // An app is away for a second at first, which a machine may stand still for.
  it(
    "of an app that is out of reach isn't tried right after another one failed",
    { retry: 2 },
    async () => {
      await queue("dead", 50);
      const problems = await tell(async () => Promise.reject(new Error("It is away")));
      expect(problems.length).toBeLessThan(9);
      expect(await waiting()).toBe(50);
    },
  );
});

it("the pause of an app that can't be reached gets longer each time, and ends once it is reached", () => {
  let now = 0;
  const backoff = createBackoff(() => now);
  backoff.missed("wiki");
  backoff.missed("wiki");
  expect(backoff.current()).toEqual(["wiki"]);
  now = 1_000;
  expect(backoff.current()).toEqual([]);
  backoff.missed("wiki");
  now = 3_999;
  expect(backoff.current()).toEqual(["wiki"]);
  backoff.reached("wiki");
  expect(backoff.current()).toEqual([]);
});
