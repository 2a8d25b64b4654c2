import { PostgresAdapter, PostgresQueryCompiler, type QueryCompiler, sql } from "kysely";
import { DummyDriver, Kysely, PostgresIntrospector, type RawBuilder } from "kysely";
import { expect, it } from "vitest";
import { compilingOnce } from "../src/compile-once.ts";

let written = 0;
const compiler = new PostgresQueryCompiler();
const counting: QueryCompiler = {
  compileQuery(node, queryId) {
    written += 1;
    return compiler.compileQuery(node, queryId);
  },
};
const db = new Kysely<{ users: { id: number } }>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (own) => new PostgresIntrospector(own),
    createQueryCompiler: () => compilingOnce(counting),
  },
});

const textAndValues = (statement: RawBuilder<unknown>) => {
  const { sql: text, parameters } = statement.compile(db);
  return [text, ...parameters];
};
const byId = (id: number, more = sql``) => sql`SELECT * FROM users WHERE id = ${id} ${more}`;

it("a statement is written once, whatever its values", () => {
  expect(textAndValues(byId(1))).toEqual(["SELECT * FROM users WHERE id = $1 ", 1]);
  const before = written;
  expect(textAndValues(byId(2))).toEqual(["SELECT * FROM users WHERE id = $1 ", 2]);
  expect(written).toBe(before);
});

it("parts that differ make another statement", () => {
  const limited = (rows: number) => textAndValues(byId(3, sql`LIMIT ${sql.lit(rows)}`));
  expect(limited(1)).toEqual(["SELECT * FROM users WHERE id = $1 LIMIT 1", 3]);
  expect(limited(2)).toEqual(["SELECT * FROM users WHERE id = $1 LIMIT 2", 3]);
  const nested = byId(4, sql`AND name = ${"ada"}`);
  expect(textAndValues(nested)).toEqual([
    "SELECT * FROM users WHERE id = $1 AND name = $2",
    4,
    "ada",
  ]);
});

it("lists are told apart by how long they are, and by what joins them", () => {
  const list = (values: number[], separator?: RawBuilder<unknown>) =>
    textAndValues(sql`SELECT ${sql.join(values, separator)}`);
  expect(list([1, 2])).toEqual(["SELECT $1, $2", 1, 2]);
  expect(list([3, 4])).toEqual(["SELECT $1, $2", 3, 4]);
  expect(list([5, 6, 7])).toEqual(["SELECT $1, $2, $3", 5, 6, 7]);
  expect(list([8, 9], sql` + `)).toEqual(["SELECT $1 + $2", 8, 9]);
});

it("what isn't made of templates alone is written each time", () => {
  expect(textAndValues(sql`SELECT ${sql.ref("users.id")}`)).toEqual(['SELECT "users"."id"']);
  expect(textAndValues(sql`SELECT ${sql.ref("users.name")}`)).toEqual(['SELECT "users"."name"']);
  expect(db.selectFrom("users").select("id").compile().sql).toBe('select "id" from "users"');
});
