import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { createInterface } from "node:readline";
import PostalMime from "postal-mime";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { composeMime } from "../src/mime.ts";
import { smtpProvider } from "../src/smtp.ts";
import { NEVER, outgoing } from "./outgoing.ts";

/** Takes any recipient, as it is written: the SMTP server of the other tests knows no dots in a row. */
const recipients: string[] = [];
let server: Server;
beforeAll(async () => {
  server = createServer((socket) => {
    let inMessage = false;
    socket.write("220 ready\r\n");
    createInterface(socket).on("line", (line) => {
      if (inMessage) {
        if (line !== ".") return;
        inMessage = false;
        return void socket.write("250 taken\r\n");
      }
      if (line.startsWith("RCPT TO:")) recipients.push(line.slice("RCPT TO:".length));
      inMessage = line === "DATA";
      socket.write(inMessage ? "354 go on\r\n" : "250 fine\r\n");
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(() => void server.close());

describe("an address with dots in a row, or at the end of its local part", () => {
  it.each([
    ["a..b@docomo.ne.jp", '"a..b"@docomo.ne.jp'],
    ["a.@docomo.ne.jp", '"a."@docomo.ne.jp'],
    ["o'brien+tag@example.com", "o'brien+tag@example.com"],
  ])("%s is one recipient over SMTP, spelled %s", async (to, onTheWire) => {
    recipients.splice(0);
    const provider = smtpProvider({
      url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    });
    const message = await outgoing(to);
    expect(await provider.deliver(message, NEVER)).toMatchObject({ ok: true });
    provider.close();
    expect(recipients).toEqual([`<${onTheWire}>`]);

    const raw = (await composeMime(message)).toString();
    const headers = raw.match(/^To: .*$/gm)?.map((header) => header.replace(/[<>]/g, ""));
    expect(headers).toEqual([`To: ${onTheWire}`]);
    expect((await PostalMime.parse(raw)).to).toHaveLength(1);
  });
});
