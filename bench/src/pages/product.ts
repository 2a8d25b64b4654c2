import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Auth, createAuth } from "@watchword/auth";
import { migrate } from "@watchword/auth/migrate";
import { freePort, webProcess } from "../../faults/processes.ts";
import { buildProduct } from "../build-product.ts";
import type { Cluster } from "../cluster.ts";

/** The built app as `pnpm start` starts it, its mails in a folder. */
export interface Product {
  url: string;
  auth: Auth;
  mailboxDir: string;
  stop(): Promise<void>;
}

export async function startProduct(cluster: Cluster): Promise<Product> {
  buildProduct();
  const databaseUrl = await cluster.database("pages");
  await migrate(databaseUrl);
  const secret = randomUUID() + randomUUID();
  const auth = createAuth({ database: databaseUrl, secret });
  const mailboxDir = await mkdtemp(path.join(tmpdir(), "watchword-bench-mailbox-"));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const app = { id: "partner", origin: "http://127.0.0.1:3002", callback: "/callback" };
  const web = webProcess({
    NODE_ENV: "production",
    DATABASE_URL: databaseUrl,
    WATCHWORD_SECRET: secret,
    WATCHWORD_POLICY: JSON.stringify({ perClient: null }),
    WATCHWORD_APPS: JSON.stringify([{ ...app, name: "Partner" }]),
    MAILBOX_DIR: mailboxDir,
    PUBLIC_URL: url,
    PORT: `${port}`,
  });
  await web.start();
  return {
    url,
    auth,
    mailboxDir,
    async stop() {
      await web.kill();
      await auth.close();
      await rm(mailboxDir, { recursive: true });
    },
  };
}
