import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { connectOwner } from "./owner.ts";
import { createDistantDeployment, until } from "./processes.ts";

let deployment: Awaited<ReturnType<typeof createDistantDeployment>>;
let relay: Server;
const sockets = new Set<Socket>();
beforeAll(async () => {
  deployment = await createDistantDeployment();
  // It greets, and says nothing more.
  relay = createServer((socket) => {
    sockets.add(socket.on("error", () => {}));
    socket.write("220 relay.example ESMTP\r\n");
  }).listen(0, "127.0.0.1");
  await once(relay, "listening");
});
afterAll(async () => {
  await deployment.close();
  relay.close();
  for (const socket of sockets) socket.destroy();
});

it("while its relay hangs, a web process is ready, says so, and still notices that its database is gone", async () => {
  const owner = connectOwner(deployment.databaseUrl);
  await sql`
    INSERT INTO mails (kind, state, provider, settled_at)
    VALUES ('email-otp', 'sent', 'smtp', now())`.execute(owner);
  await owner.destroy();
  const web = await deployment.startWeb({
    SMTP_URL: `smtp://127.0.0.1:${(relay.address() as AddressInfo).port}`,
    EMAIL_FROM: "Watchword <sign-in@watchword.example>",
  });
  const ask = async () => {
    const response = await fetch(`${web.listening}/api/health/ready`);
    const { checks } = (await response.json()) as { checks: Record<string, string> };
    return { status: response.status, mail: checks.mail ?? "" };
  };
  await until(async () => {
    const { status, mail } = await ask();
    return status === 200 && mail.includes("no answer");
  });
  deployment.network.hold();
  await until(async () => (await ask()).status === 503);
  deployment.network.resume();
  await until(async () => (await ask()).status === 200);
  expect(web.output()).toContain("Ready again");
});
