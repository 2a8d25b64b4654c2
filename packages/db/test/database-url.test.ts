import { databaseUrlProblem, placeOf, readDatabaseUrl } from "@watchword/db/database-url";
import pg from "pg";
import { expect, test } from "vitest";

test.each([
  ["postgres://u:p@db.example.com/product", "db.example.com:5432"],
  ["postgresql://u:p@db.example.com:6543/product?sslmode=verify-full", "db.example.com:6543"],
  ["postgres://u:p@h1:5432,h2:5433/product?target_session_attrs=read-write", "h1:5432, h2:5433"],
  ["postgres://u:p@h1,h2/product", "h1:5432, h2:5432"],
  ["postgres://u:p@h1,h2/product?port=6432", "h1:6432, h2:6432"],
  ["postgres://u:p@/product?host=h1,h2&port=5432,5433", "h1:5432, h2:5433"],
  ["postgres:///product?host=h1,h2", "h1:5432, h2:5432"],
  ["postgres://u@[::1]:5433,[fe80::1]/product", "[::1]:5433, [fe80::1]:5432"],
  ["postgres://u@%2Fvar%2Frun%2Fpostgresql/product", "/var/run/postgresql"],
  ["postgres:///product?host=/var/run/postgresql", "/var/run/postgresql"],
  ["postgres://u:p%40%2F%23%3F@h/product", "h:5432"],
  ["postgres://u:p@ss@h/product", "h:5432"],
])("%s leads to %s", (url, place) => {
  expect(placeOf(url)).toBe(place);
});

test.each([
  ["mysql://u:p@h/product", /postgres:/],
  ["postgres://u:half/other@h/product", /%2F/],
  ["postgres://u:12/3@h/product", /%2F/],
  ["postgres://u:half#other@h/product", /%23/],
  ["postgres://u:1#other@h/product", /%23/],
  ["postgres://u:half?other@h/product", /%3F/],
  ["postgres://u:half%other@h/product", /%25/],
  ["postgres://u:p@h/product?schema=watchword", /DATABASE_SCHEMA/],
  ["postgres://u:p@h/product?options=-csearch_path%3Dmine", /DATABASE_SCHEMA.*db:move/],
  ["postgres://u:p@h/product?options=--search-path%3Dmine", /DATABASE_SCHEMA.*db:move/],
  ["postgres://u:p@h/product?target_session_attrs=standby", /read-write/],
  ["postgres:///?host=h&dbname=product", /`dbname` isn't read/],
  ["postgres://u@h/product?passfile=/run/half", /`passfile` isn't read/],
  ["postgres://u:p@h/product?sslcrl=/run/half", /`sslcrl` isn't read/],
  ["postgres://u:p@h:0/product", /port/],
  ["postgres://u:p@h:70000/product", /port/],
  ["postgres://u:p@h:x/product", /host/],
  ["postgres://u:p@h1,,h2/product", /empty/],
  ["postgres://u:p@h1,h2,h3/product?port=1,2", /ports/],
  ["postgres://u:p@h/product?sslrootcert=/nowhere/ca.pem", /sslrootcert/],
])("%s is refused in words that quote nothing of it", (url, words) => {
  const problem = databaseUrlProblem(url);
  expect(problem).toMatch(words);
  for (const secret of ["half", "other", "12/3"]) expect(problem).not.toContain(secret);
});

test("pg gets only the rest of the URL: one host, and no time limits or host choices, which we handle ourselves", () => {
  const { connectionString, options, isPooled } = readDatabaseUrl(
    "postgres://u:p@h1,h2/product?sslmode=verify-full&options=-cx%3D1&pgbouncer=true&query_timeout=1&port=5",
  );
  expect(connectionString).toBe("postgres://u:p@localhost/product?sslmode=verify-full");
  expect({ options, isPooled }).toEqual({ options: "-cx=1", isPooled: true });
});

test.each([
  ["a b/c", "a b%2Fc"],
  ["a b%c", "a%20b%25c"],
  ["a+b:c@d", "a+b:c@d"],
  ["ä[]^|é", "ä[]^|é"],
  ["100%25", "100%2525"],
])("a password of %j gets to the server as it is", (password, written) => {
  const { connectionString } = readDatabaseUrl(`postgres://u:${written}@h/product`);
  expect(new pg.Client({ connectionString }).password).toBe(password);
});

test("what a connection needs isn't turned off by its URL", () => {
  const { connectionString } = readDatabaseUrl(
    "postgres://u:p@h/product?keepAlive=false&connectionTimeoutMillis=0&binary=true",
  );
  expect(connectionString).toBe("postgres://u:p@localhost/product?");
});
