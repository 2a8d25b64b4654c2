import { createAuth } from "@watchword/auth";
import {
  databaseProblems,
  type Environment,
  readDatabase,
  readSecrets,
  secretProblem,
} from "./environment.ts";
import { type Finding, lookAtDatabase } from "./look-at-database.ts";
import { explain } from "./words.ts";

const OLDEST_NODE = [22, 12] as const;

/** Prints what is right and what is wrong with Node, the secret and the database. Returns 1 if anything is wrong. */
export async function diagnose(environment: Environment): Promise<number> {
  const findings = [lookAtNode(process.versions.node), ...(await lookAtRest(environment))];
  for (const { about, problem, isWarning } of findings) {
    const mark = problem === null ? "ok   " : isWarning ? "note " : "WRONG";
    console.log(`${mark} ${about}${problem === null ? "" : `: ${problem}`}`);
  }
  return findings.some(({ problem, isWarning }) => problem !== null && !isWarning) ? 1 : 0;
}

function lookAtNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  const isOld = major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
  const problem = isOld ? `Watchword needs ${OLDEST_NODE.join(".")} or newer` : null;
  return { about: `Node ${version}`, problem };
}

async function lookAtRest(environment: Environment): Promise<Finding[]> {
  const problems = databaseProblems(environment);
  const settings = [
    { about: "the secret", problem: secretProblem(environment) },
    { about: "where the database is", problem: problems.length > 0 ? problems.join("; ") : null },
  ];
  if (settings.some(({ problem }) => problem !== null)) return settings;
  const { database, schema } = readDatabase(environment);
  const auth = createAuth({ database, schema, secret: readSecrets(environment), poolSize: 1 });
  try {
    return [...settings, ...(await lookAtDatabase(auth))];
  } catch (error) {
    return [...settings, { about: "the database", problem: explain(error) }];
  } finally {
    await auth.close();
  }
}
