import { listMailbox } from "@watchword/emails/mailbox";
import { mailboxFolder, recipientOf } from "../folder.ts";

/** The mailbox as JSON, newest first; `?to=` narrows it to one address. */
export async function GET(request: Request): Promise<Response> {
  const to = new URL(request.url).searchParams.get("to");
  const messages = await listMailbox(mailboxFolder(), recipientOf(to));
  return Response.json(messages, { headers: { "cache-control": "no-store" } });
}
