import { readFileSync } from "node:fs";
import path from "node:path";
import { readFunctionSet } from "../packages/db/src/functions/function-set.ts";

/** The types of SQL functions are written by a test, which has a database; that they are of these texts is seen here. */
const FOLDERS = ["packages/auth/src"];

for (const folder of FOLDERS) {
  const at = path.resolve(import.meta.dirname, "..", folder);
  const { hash } = await readFunctionSet(at, "");
  const generated = readFileSync(path.join(at, "functions.generated.ts"), "utf8");
  if (generated.includes(`HASH = "${hash}"`)) continue;
  console.error(
    `${folder}: functions.generated.ts is of other .sql files. Write it anew: npx vitest run functions -u`,
  );
  process.exitCode = 1;
}
