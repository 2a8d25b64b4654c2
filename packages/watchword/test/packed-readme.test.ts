import { join } from "node:path";
import { createTestDatabase, type TestDatabase } from "@watchword/db/testing";
import { type RunningProgram, startProgram } from "@watchword/db/testing/program";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { cookiesOf, dataOf, SECRET } from "./app.ts";
import { documentedFiles, linesOf, writeFiles } from "./documented-files.ts";
import { createPackedProject, type PackedProject } from "./packed-project.ts";

let database: TestDatabase;
let project: PackedProject;
const apps: RunningProgram[] = [];
beforeAll(async () => {
  const libraries = ["hono", "@hono/node-server", "next", "react", "react-dom", "@types/react"];
  [database, project] = await Promise.all([createTestDatabase(), createPackedProject(libraries)]);
});
afterAll(async () => {
  await Promise.all(apps.map((app) => app.kill()));
  await Promise.all([database.drop(), project.remove()]);
});

/** Signs in as somebody who reads what the app prints, and answers what they then see of it. */
async function visitBySigningIn(app: RunningProgram, email: string): Promise<string> {
  const call = async (procedure: string, input: object) => {
    const answer = await fetch(`${app.url}/api/watchword/trpc/${procedure}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(input),
    });
    return { headers: answer.headers, data: await dataOf(answer) };
  };
  const { data } = await call("emailOtp.request", { email });
  const code = await vi.waitFor(() => {
    const [, digits] = new RegExp(`Mail to ${email}: (\\d{6}) `).exec(app.output()) ?? [];
    if (!digits) throw new Error(`No code was printed:\n${app.output()}`);
    return digits;
  }, 60_000);
  const browser = cookiesOf(await call("emailOtp.signIn", { otpId: data.otpId, code }));
  return (await fetch(app.url, { headers: browser })).text();
}

const env = () => ({ DATABASE_URL: database.ownerUrl, WATCHWORD_SECRET: SECRET });

describe("a first sign-in, as in the documents,", { timeout: 300_000 }, () => {
  it("takes fifteen lines in Hono", async () => {
    const files = await documentedFiles("README.md");
    expect(await documentedFiles("packages/watchword/README.md")).toEqual(files);
    expect(files.map(({ name }) => name)).toEqual(["app.mjs"]);
    expect(linesOf(files)).toBeLessThanOrEqual(15);
    await writeFiles(project.folder, files);
    const node = join(project.folder, "node_modules/.bin/node");
    const app = await startProgram(project.folder, [node, "app.mjs"], env);
    apps.push(app);
    expect(await (await fetch(app.url)).text()).toBe("Nobody is signed in");
    expect(await visitBySigningIn(app, "hono@example.com")).toBe("Hello, hono@example.com");
    // Otherwise it would go on sending the mails of the other app, whose database it shares.
    await app.kill();
  });

  it("takes fifteen lines in Next, and a page that shows it", async () => {
    const files = await documentedFiles("docs/library.md");
    const page = files.filter(({ name }) => name === "app/page.tsx");
    const others = files.filter(({ name }) => name !== "app/page.tsx");
    expect(page).toHaveLength(1);
    expect(linesOf(others)).toBeLessThanOrEqual(15);
    const layout = "export default ({ children }) => <html><body>{children}</body></html>;\n";
    await writeFiles(project.folder, [...files, { name: "app/layout.jsx", text: layout }]);
    const next = join(project.folder, "node_modules/.bin/next");
    await project.run(next, "build");
    const app = await startProgram(project.folder, [next, "start"], (url) => ({
      ...env(),
      PUBLIC_URL: url,
    }));
    apps.push(app);
    const before = await (await fetch(app.url)).text();
    expect(before, app.output()).toContain("Nobody is signed in");
    expect(await visitBySigningIn(app, "next@example.com")).toContain("Hello, next@example.com");
  });
});
