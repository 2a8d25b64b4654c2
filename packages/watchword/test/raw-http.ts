import { once } from "node:events";
import { connect } from "node:net";

/** What a server answers to bytes as they were sent, which HTTP clients would tidy up. */
export async function sendRaw(port: number, lines: readonly string[]): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.setEncoding("latin1").write(`${lines.join("\r\n")}\r\n\r\n`);
  let text = "";
  socket.on("data", (chunk: string) => (text += chunk));
  await once(socket, "close");
  return text;
}

/** Begins a POST of JSON, and hangs up in the middle of it. */
export async function hangUp(port: number, path: string): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  const head = [
    `POST ${path} HTTP/1.1`,
    "Host: localhost",
    "Content-Type: application/json",
    "Content-Length: 100",
  ];
  await new Promise((resolve) => socket.write(`${head.join("\r\n")}\r\n\r\n{"email":`, resolve));
  socket.destroy();
  await once(socket, "close");
}
