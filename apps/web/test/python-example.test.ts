import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { borrowDeployment } from "./borrowed-deployment.ts";
import { until } from "./processes.ts";

const EXAMPLE = join(import.meta.dirname, "../../../examples/python/sign_in.py");

let lent: Awaited<ReturnType<typeof borrowDeployment>>;
beforeAll(async () => {
  lent = await borrowDeployment();
});
afterAll(() => lent.deployment.close());

/** The code of the newest mail to an address, once there is one. */
async function mailedCode(email: string): Promise<string> {
  const url = `${lent.web.url}/dev/mailbox/messages?to=${encodeURIComponent(email)}`;
  let code: string | undefined;
  await until(async () => {
    const [mail] = (await (await fetch(url)).json()) as { subject: string }[];
    code = /\b\d{6}\b/.exec(mail?.subject ?? "")?.[0];
    return code !== undefined;
  });
  return code ?? "";
}

/** Runs the example, types what `answers` says, and tells what it printed and how it ended. */
async function runExample(email: string, answers: () => Promise<string[]>) {
  const python = spawn("python3", [EXAMPLE, lent.web.url, email], {
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
  });
  const ended = new Promise<number | null>((resolve) => void python.once("close", resolve));
  const printed = Promise.all([text(python.stdout), text(python.stderr)]);
  // A program that ends early is asked nothing more: what it printed says why.
  const typed = await Promise.race([answers(), ended.then(() => [])]);
  python.stdin.end(`${typed.join("\n")}\n`);
  const [out, errors] = await printed;
  return { out, errors, status: await ended };
}

it("a Python program signs in by an emailed code, using only the OpenAPI document", async () => {
  const email = "python@example.com";
  const run = await runExample(email, async () => {
    const code = await mailedCode(email);
    const wrong = String((Number(code) + 1) % 1e6).padStart(6, "0");
    return ["not a code", wrong, code];
  });
  expect(run.errors).toBe("");
  expect(run.out).toMatch(
    /INVALID_INPUT: .*INVALID_TOKEN: .*Signed in as python@example\.com\nSigned out\n$/s,
  );
  expect(run.status).toBe(0);
});

it("a Python program is told why it is refused", async () => {
  const run = await runExample("nobody", async () => []);
  expect(run.errors).toContain("watchword.Refusal: The input has a wrong shape");
  expect(run.status).toBe(1);
});
