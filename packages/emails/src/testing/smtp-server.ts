import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

/** The stage at which a server answers with an SMTP error, such as `451 4.7.1 Try again later`. */
export type SmtpStage = "mail" | "rcpt" | "data";

export type SmtpMood =
  | { refuse: SmtpStage; with: string }
  /** Cuts the connection in the middle of the message, or after it without an answer. */
  | { cut: "mid-data" | "after-data" }
  /** Stays silent after a whole message, before or after accepting it, until the client is gone or `until` resolves. */
  | { hold: "before" | "after"; until?: Promise<void> }
  /** Takes that long for each answer. */
  | { slowMs: number };

export interface TestSmtpServer {
  url: string;
  /** Messages as they came in, including those that it didn't answer. */
  received: { to: string; raw: string; at: number }[];
  /** What it does with each further message, in order; afterwards, and for null, it accepts the message. */
  moods: (SmtpMood | null)[];
  /** Called if none of those is left. */
  mood: (to: string) => SmtpMood | null;
  close(): Promise<void>;
}

/** A real SMTP server on a loopback port. */
export async function startSmtpServer(options: SMTPServerOptions = {}): Promise<TestSmtpServer> {
  const server: TestSmtpServer = {
    url: "",
    received: [],
    moods: [],
    mood: () => null,
    close: () => new Promise((resolve) => void smtp.close(resolve)),
  };
  const ofSession = new Map<string, SmtpMood | null>();
  const sockets = new Map<number, Socket>();

  async function at(stage: SmtpStage, sessionId: string): Promise<Error | null> {
    const mood = ofSession.get(sessionId);
    if (mood && "slowMs" in mood) await sleep(mood.slowMs);
    return mood && "refuse" in mood && mood.refuse === stage ? smtpError(mood.with) : null;
  }

  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    ...options,
    async onMailFrom(_address, session, callback) {
      ofSession.set(session.id, server.moods.shift() ?? null);
      callback(await at("mail", session.id));
    },
    async onRcptTo({ address }, session, callback) {
      if (!ofSession.get(session.id)) ofSession.set(session.id, server.mood(address));
      callback(await at("rcpt", session.id));
    },
    async onData(stream, session, callback) {
      const mood = ofSession.get(session.id);
      const cut = () => sockets.get(session.remotePort)?.destroy();
      if (mood && "cut" in mood && mood.cut === "mid-data") return void stream.once("data", cut);
      const raw = await readAll(stream);
      // The client was killed.
      if (raw === null) return;
      const to = session.envelope.rcptTo[0]?.address ?? "";
      const gone = new Promise<true>((resolve) => {
        sockets.get(session.remotePort)?.once("close", () => resolve(true));
      });
      const held = mood && "hold" in mood ? mood : null;
      if (held?.hold === "before" && (await Promise.race([gone, held.until ?? gone]))) return;
      const refused = await at("data", session.id);
      if (!refused) server.received.push({ to, raw, at: performance.now() });
      if (mood && "cut" in mood) return void cut();
      if (held?.hold === "after" && (await Promise.race([gone, held.until ?? gone]))) return;
      callback(refused, "accepted");
    },
  });
  smtp.server.on("connection", (socket: Socket) => {
    sockets.set(socket.remotePort ?? 0, socket);
  });
  // A client that was killed, or that we cut off.
  smtp.on("error", () => {});

  smtp.listen(0, "127.0.0.1");
  await once(smtp.server, "listening");
  const { port } = smtp.server.address() as AddressInfo;
  server.url = `smtp://127.0.0.1:${port}`;
  return server;
}

/** `550 5.1.1 No such user` as the server's library takes it. */
function smtpError(answer: string): Error {
  const [, code, words] = /^(\d{3}) (.*)$/.exec(answer) ?? [];
  return Object.assign(new Error(words), { responseCode: Number(code) });
}

async function readAll(stream: Readable): Promise<string | null> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of stream) chunks.push(chunk as Buffer);
  } catch {
    return null;
  }
  return Buffer.concat(chunks).toString("utf8");
}
