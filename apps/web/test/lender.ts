import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createTestDatabase } from "@watchword/db/testing";
import type { TestProject } from "vitest/node";
import { type Deployment, openDeployment, type WebProcess } from "./processes.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where deployments are lent. */
    lenderPort: number;
  }
}

/** A deployment that runs, as its borrower is told of it; or why there is none. */
export type Offer =
  | { databaseUrl: string; mailboxDir: string; webUrl: string }
  | { problem: string };

/** What the tests that share a deployment need to be set. */
const SET_UP = { OPERATOR_EMAILS: "operator@example.com" };

/**
 * Lends deployments: each to one test file at a time, since a test may let a deployment's time pass,
 * and then to the next. It is the borrower's until their connection ends, so that a test file that is
 * killed gives back too. Starts one when none is free, so as many as there are workers at most.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), "watchword-lent-"));
  const started: Deployment[] = [];
  const free: { deployment: Deployment; web: WebProcess }[] = [];

  async function findFree() {
    for (let next = free.pop(); next; next = free.pop()) {
      if (await isAlive(next.web)) return next;
      await next.deployment.close();
    }
    const { runtimeUrl, postgresUrl } = project.getProvidedContext();
    const { url } = await createTestDatabase({ url: runtimeUrl, ownerUrl: postgresUrl });
    const mailboxDir = path.join(folder, `${started.length}`);
    const deployment = openDeployment({ databaseUrl: url, mailboxDir });
    started.push(deployment);
    return { deployment, web: await deployment.startWeb(SET_UP) };
  }

  async function lend(borrower: Socket): Promise<void> {
    const ended = new Promise((resolve) => borrower.on("error", () => {}).once("close", resolve));
    try {
      const found = await findFree();
      const { databaseUrl, mailboxDir } = found.deployment;
      tell(borrower, { databaseUrl, mailboxDir, webUrl: found.web.url });
      await ended;
      free.push(found);
    } catch (error) {
      tell(borrower, { problem: String(error) });
    }
  }

  const borrowers = new Set<Socket>();
  const lender = createServer((borrower) => {
    borrowers.add(borrower);
    void lend(borrower);
  }).listen(0, "127.0.0.1");
  await once(lender, "listening");
  project.provide("lenderPort", (lender.address() as AddressInfo).port);
  return async () => {
    lender.close();
    for (const borrower of borrowers) borrower.destroy();
    // The databases end with their Postgres.
    await Promise.all(started.map((deployment) => deployment.close()));
    await rm(folder, { recursive: true, force: true });
  };
}

function isAlive({ url }: WebProcess): Promise<boolean> {
  const answer = fetch(`${url}/api/health/live`, { signal: AbortSignal.timeout(5_000) });
  return answer.then(
    ({ ok }) => ok,
    () => false,
  );
}

function tell(borrower: Socket, offer: Offer): void {
  borrower.write(`${JSON.stringify(offer)}\n`);
}
