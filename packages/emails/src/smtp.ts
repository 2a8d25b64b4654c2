import { setTimeout as sleep } from "node:timers/promises";
import type { NodemailerError } from "nodemailer";
import { composeMime } from "./mime.ts";
import { watchRefusals } from "./refusals.ts";
import { readSmtpReply, type SmtpMeaning } from "./smtp-reply.ts";
import { wireAddress } from "./sole-address.ts";
import type { DeliveryResult, OutgoingMail, Provider } from "./transport.ts";

/** The options of the provider SMTP. */
export interface SmtpOptions {
  /** `smtp://` (STARTTLS) or `smtps://`, with the user and password in it. */
  url: string;
  /** How long connecting may take, until the server's greeting; 10 s by default. */
  connectMs?: number;
  /**
   * How long the server may stay silent; 60 s by default, because it may check a message for long before it accepts it.
   */
  silenceMs?: number;
  /** For a whole check; 20 s by default. */
  checkMs?: number;
  /** Connections at the same time; 8 by default. */
  maxConnections?: number;
}

const provider = "smtp";

/**
 * Delivers over SMTP on pooled connections, encrypted unless the server is this machine or TLS is off. A message is
 * the same bytes on every try, its Message-ID the mail's id.
 */
export function smtpProvider({
  url,
  connectMs = 10_000,
  silenceMs = 60_000,
  checkMs = 20_000,
  maxConnections = 8,
}: SmtpOptions): Provider {
  const server = parseSmtpUrl(url);
  const open = ({ createTransport }: typeof import("nodemailer")) =>
    createTransport({
      ...server,
      pool: true,
      maxConnections,
      // A dropped connection doesn't show whether the mail was sent, so the queue decides whether to try again.
      maxRequeues: 0,
      connectionTimeout: connectMs,
      greetingTimeout: connectMs,
      dnsTimeout: connectMs,
      socketTimeout: silenceMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  let opened: ReturnType<typeof open> | null = null;
  async function transporter() {
    // Imported here because a process that sends through Resend never needs it.
    const nodemailer = await import("nodemailer");
    return (opened ??= open(nodemailer));
  }
  const refusals = watchRefusals();
  async function send(message: OutgoingMail, signal: AbortSignal): Promise<DeliveryResult> {
    try {
      const envelope = { from: addressOf(message.from), to: wireAddress(message.to) };
      const raw = await composeMime(message);
      const info = await (await transporter()).sendMail({ envelope, raw, signal });
      return { ok: true, provider, providerId: info.serverMessageId ?? null };
    } catch (error) {
      return failure(error as NodemailerError);
    }
  }
  async function verify(): Promise<string | null> {
    try {
      await (await transporter()).verify();
      return refusals.problem();
    } catch (error) {
      return failure(error as NodemailerError).reason;
    }
  }
  return {
    deliver: async (message, signal) => refusals.note(await send(message, signal)),
    // The connection of a check that nobody waits for any more ends by its silence.
    check: () => Promise.race([verify(), sleep(checkMs, "smtp: no answer", { ref: false })]),
    close: () => opened?.close(),
  };
}

/**
 * Reads an SMTP URL; no other parameter of it reaches the connection. `?tls=off` sends everything in the clear to
 * whatever host it names, even the password.
 */
export function parseSmtpUrl(url: string) {
  const { protocol, hostname, port, username, password, search } = new URL(url);
  const secure = protocol === "smtps:";
  const inTheClear = !secure && search === "?tls=off";
  const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  return {
    host: hostname.replace(/^\[|\]$/g, ""),
    port: Number(port) || (secure ? 465 : 587),
    secure,
    requireTLS: !secure && !loopback && !inTheClear,
    ...(inTheClear && { ignoreTLS: true }),
    tls: { rejectUnauthorized: !loopback },
    ...(username && {
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    }),
  };
}

const OUTCOMES = {
  "no-mailbox": { problem: "bounced", hard: true },
  unclear: { problem: "bounced", hard: false },
  busy: { problem: "temporary", ofMailbox: true },
  refused: { problem: "rejected" },
  later: { problem: "temporary" },
} as const satisfies Record<SmtpMeaning, object>;

/** If something fails before the recipient is named, it fails for every mail: the server, our login or our sender. */
function failure(error: NodemailerError): DeliveryResult & { ok: false } {
  const code = error.responseCode || 0;
  const status = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(error.response ?? "")?.[1] ?? "";
  const said = [code || error.code || error.name, status, error.command].filter(Boolean).join(" ");
  const failed = { ok: false, provider, reason: `smtp: ${said}` } as const;

  const ofMail = error.command === "RCPT TO" || error.command === "DATA";
  if (code >= 400 && code !== 503 && ofMail)
    return { ...failed, ...OUTCOMES[readSmtpReply(error.response ?? "")] };
  if ((code >= 400 && code < 500) || code === 503) return { ...failed, problem: "temporary" };
  if (code >= 500 || ["EAUTH", "ENOAUTH", "ETLS", "ECONFIG"].includes(error.code ?? ""))
    return { ...failed, problem: "misconfigured" };
  // The server can't carry such an address at all (no SMTPUTF8).
  if (error.code === "EENVELOPE" && code === 0) return { ...failed, problem: "rejected" };
  return { ...failed, problem: "temporary" };
}

/** `sign-in@example.com` of `Watchword <sign-in@example.com>`. */
function addressOf(from: string): string {
  return /<([^<>]+)>$/.exec(from)?.[1] ?? from;
}
