import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import type { AlertWebhook } from "../src/alerts/tell-alert.ts";

export interface AlertReceiver extends AlertWebhook {
  /** What came, verified; an answer that said so or not. */
  received: { id: string; type: string; data: Record<string, unknown> }[];
  /** Statuses of the next answers; then 204. "silent" never answers. */
  answers: (number | "silent")[];
  close(): Promise<void>;
}

/** Verifies what it is told as a receiver does: with the library. */
export async function startAlertReceiver(port = 0): Promise<AlertReceiver> {
  const secret = `whsec_${Buffer.from("the secret of a receiver, for tests").toString("base64")}`;
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const headers = req.headers as Record<string, string>;
    const { type, data } = new Webhook(secret).verify(
      body,
      headers,
    ) as AlertReceiver["received"][number];
    receiver.received.push({ id: headers["webhook-id"] ?? "", type, data });
    const answer = receiver.answers.shift() ?? 204;
    if (answer === "silent") return;
    res.writeHead(answer, { location: "/elsewhere" }).end("What it says is nobody's business.");
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const receiver: AlertReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?key=of-the-receiver`,
    secret,
    received: [],
    answers: [],
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return receiver;
}
