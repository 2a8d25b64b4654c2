import { connect } from "node:net";

/** What a server answered to raw bytes; the status is 0 if it hung up without an answer. */
export interface RawAnswer {
  status: number;
  text: string;
}

/** Sends lines as they are, without the corrections of an HTTP client. Resolves with all that came back. */
export function sendRaw(
  port: number,
  lines: readonly string[],
  { address = "127.0.0.1", body = "" } = {},
): Promise<RawAnswer> {
  const upgrades = lines.some((line) => /^upgrade:/i.test(line));
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: address });
    let text = "";
    const done = () => {
      socket.destroy();
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text });
    };
    socket.setEncoding("latin1").on("data", (chunk) => {
      text += chunk;
      // A connection that asked for an upgrade stays open, whatever the answer.
      if (upgrades && text.includes("\r\n\r\n")) done();
    });
    // The server hangs up on a request that it refuses before its end.
    socket.once("error", (error) => (text === "" ? reject(error) : done())).once("end", done);
    socket.write(`${lines.join("\r\n")}\r\n\r\n${body}`);
  });
}

/** A GET of a path under a Host, on a connection of its own. */
export const get = (path: string, host: string, more: readonly string[] = []) => [
  `GET ${path} HTTP/1.1`,
  `Host: ${host}`,
  ...(more.some((line) => /^connection:/i.test(line)) ? [] : ["Connection: close"]),
  ...more,
];
