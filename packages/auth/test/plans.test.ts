import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type Auth, createAuth } from "../src/auth.ts";
import { keepTotals } from "../src/flows/operator/operator.ts";
import { fillTables, MANY } from "./plans/fill.ts";
import { useEverything } from "./plans/flows.ts";
import { doChores, operate } from "./plans/operation.ts";
import { type Read, watchReads } from "./plans/watch-reads.ts";
import { type Product, SECRET, startProduct } from "./product.ts";

/** Rows of one table that a statement may meet: a page of them, or a minute's. */
const FEW = MANY / 40;
/** What a batch of a thousand meets: looked for, and then taken away. */
const BATCH = 2_500;

let product: Product;
let auth: Auth;
let watched: { reads: Read[]; texts: Set<string> };

beforeAll(async () => {
  product = await startProduct();
  const { databaseUrl } = product;
  auth = createAuth({
    database: databaseUrl,
    secret: SECRET,
    policy: { mailsPerAddress: { burst: 100, refillSeconds: 600 } },
  });
  await fillTables(product.owner);
  await keepTotals(auth);
  watched = watchReads(auth, product.owner);
});
beforeEach(() => {
  watched.reads.length = 0;
  watched.texts.clear();
});
afterAll(async () => {
  await auth.close();
  await product.close();
});

it("whatever people do reads a few rows of tables that have many", async () => {
  await useEverything(product, auth);
  expect(watched.texts.size).toBeGreaterThan(30);
  expect(tooMany()).toEqual([]);
});

it("whatever operators look at or do reads a few rows of tables that have many", async () => {
  await operate(auth);
  expect(watched.texts.size).toBeGreaterThan(20);
  expect(tooMany()).toEqual([]);
});

it("the clean-up of each minute reads what has expired, in batches, and not the rest", async () => {
  await doChores(auth);
  expect(watched.texts.size).toBeGreaterThan(15);
  expect(tooMany(BATCH)).toEqual([]);
});

it("a statement that reads a table from end to end is noticed", async () => {
  await auth.db.selectFrom("mails").select("id").where("reason", "=", "unknown").execute();
  expect(tooMany()).toMatchObject([{ table: "mails", rows: expect.any(Number), scans: true }]);
});

function tooMany(most = FEW): Read[] {
  return watched.reads.filter(({ rows, scans }) => rows > most || scans);
}
