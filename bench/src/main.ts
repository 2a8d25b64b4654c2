import { describeCircumstances } from "./machine.ts";
import type { Part, PartOptions } from "./part.ts";
import { codeFlow } from "./parts/code-flow.ts";
import { growth } from "./parts/growth.ts";
import { http } from "./parts/http.ts";
import { inProcess } from "./parts/in-process.ts";
import { limits } from "./parts/limits.ts";
import { mail } from "./parts/mail.ts";
import { pages } from "./parts/pages.ts";
import { processes } from "./parts/processes.ts";
import { publish } from "./report.ts";

/*
 * `pnpm bench` measures every part, `pnpm bench in-process` one of them. Results go to `results`, tables
 * to `docs/benchmarks.md`; with `--quick` they are shown and not kept.
 */

const PARTS: Record<string, (options: PartOptions) => Promise<Taken>> = {
  "in-process": taking(inProcess),
  limits: taking(limits),
  "code-flow": taking(codeFlow),
  http: taking(http),
  mail: taking(mail),
  growth: taking(growth),
  pages: taking(pages),
  processes: taking(processes),
};

const words = process.argv.slice(2).filter((word) => word !== "--");
const quick = words.includes("--quick");
const named = words.filter((word) => word !== "--quick");
const unknown = named.find((name) => !Object.hasOwn(PARTS, name));
if (unknown !== undefined) {
  console.error(`There is no part ${unknown}: ${Object.keys(PARTS).join(", ")}`);
  process.exit(1);
}

for (const [name, part] of Object.entries(PARTS)) {
  if (named.length > 0 && !named.includes(name)) continue;
  const at = describeCircumstances(quick);
  console.log(`\n# ${name}\n`);
  const { result, tables } = await part({ quick });
  console.log(`\n${tables}`);
  if (!quick) await publish(name, { at, result, tables });
}

interface Taken {
  result: unknown;
  tables: string;
}

function taking<Result>(part: Part<Result>): (options: PartOptions) => Promise<Taken> {
  return async (options) => {
    const result = await part.run(options);
    return { result, tables: part.tables(result) };
  };
}
