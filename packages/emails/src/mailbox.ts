import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { domainToASCII } from "node:url";
import PostalMime, { type Address, type Email } from "postal-mime";
import { type AttachedImage, withImagesInside } from "./brand-image.ts";
import { unquoted } from "./sole-address.ts";
import { composeMime } from "./mime.ts";
import type { OutgoingMail, Provider } from "./transport.ts";

export interface MailboxMessage {
  id: string;
  to: string;
  from: string;
  subject: string;
  text: string;
  /** With its images in it. */
  html: string;
  /** By name in lower case. */
  headers: Record<string, string>;
  /** ISO 8601. */
  sentAt: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Delivers into a folder: one `<mail id>.eml` per mail, which a retry replaces. */
export function mailboxProvider(folder: string): Provider {
  const provider = "mailbox";
  return {
    async deliver(message) {
      try {
        await writeInto(folder, message);
        return { ok: true, provider, providerId: null };
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === undefined) throw error;
        return { ok: false, provider, problem: "temporary", reason: `mailbox: ${code}` };
      }
    },
    check: async () => null,
    close: () => {},
  };
}

async function writeInto(folder: string, message: OutgoingMail): Promise<void> {
  const path = pathOf(folder, message.id);
  if (!path) throw new Error("A mail's id is a UUID.");
  const draft = `${path}.${randomUUID()}.draft`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    await writeFile(draft, await composeMime(message), { mode: 0o600, flag: "wx" });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** The folder's mails, the newest first; only those to `to` if it is given. */
export async function listMailbox(
  folder: string,
  { to, limit = 100 }: { to?: string; limit?: number } = {},
): Promise<MailboxMessage[]> {
  const messages: MailboxMessage[] = [];
  const recipient = to && spelling(to);
  // To find one address among thousands, only mails that contain its local part are parsed.
  const [holding = ""] = recipient?.split("@") ?? [];
  for (const id of await idsByAge(folder)) {
    if (messages.length >= limit) break;
    const message = await read(folder, id, holding);
    if (message && (!recipient || message.to === recipient)) messages.push(message);
  }
  return messages;
}

/** One mail; null if there is none with that id, or it isn't complete. */
export function readMailboxMessage(folder: string, id: string): Promise<MailboxMessage | null> {
  return read(folder, id, "");
}

async function read(folder: string, id: string, holding: string): Promise<MailboxMessage | null> {
  const path = pathOf(folder, id);
  if (!path) return null;
  const content = await readFile(path).catch(() => null);
  if (!content?.includes(holding)) return null;
  // Every message of ours ends in its closing boundary: one that doesn't was cut off.
  if (!content.toString("latin1").trimEnd().endsWith("--")) return null;
  const email = await PostalMime.parse(content).catch(() => null);
  const [recipient] = email?.to ?? [];
  if (!email?.from || !recipient?.address || !email.subject || !email.text || !email.html)
    return null;
  return {
    id,
    to: spelling(recipient.address),
    from: display(email.from),
    subject: email.subject,
    text: email.text.replace(/\n$/, ""),
    html: withImagesInside(email.html.replace(/\n$/, ""), imagesOf(email)),
    headers: Object.fromEntries(email.headers.map(({ key, value }) => [key, value])),
    sentAt: isoDate(email.date) ?? (await stat(path)).mtime.toISOString(),
  };
}

function imagesOf({ attachments }: Email) {
  return attachments.map(({ contentId, mimeType, content }) => ({
    id: contentId?.replace(/^<|>$/g, "") ?? "",
    type: mimeType as AttachedImage["type"],
    base64: Buffer.from(content as ArrayBuffer).toString("base64"),
  }));
}

// A Date header counts in seconds, so the order of two mails of one second comes from their files.
async function idsByAge(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const ids = names
    .filter((name) => name.endsWith(".eml"))
    .map((name) => name.slice(0, -".eml".length));
  const files = await Promise.all(
    ids
      .filter((id) => UUID.test(id))
      .map(async (id) => {
        const file = await stat(join(folder, `${id}.eml`)).catch(() => null);
        return { id, writtenAt: file?.mtimeMs ?? 0 };
      }),
  );
  return files.toSorted((a, b) => b.writtenAt - a.writtenAt).map(({ id }) => id);
}

function pathOf(folder: string, id: string): string | null {
  return UUID.test(id) ? join(folder, `${id}.eml`) : null;
}

// If a local part isn't ASCII, the mail spells its domain in Unicode; the product uses punycode.
function spelling(given: string): string {
  const address = unquoted(given);
  const at = address.lastIndexOf("@") + 1;
  return (address.slice(0, at) + domainToASCII(address.slice(at))).toLowerCase();
}

function display({ name, address }: Address): string {
  return name ? `${name} <${address}>` : (address ?? "");
}

function isoDate(header: string | undefined): string | null {
  const date = new Date(header ?? "");
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
