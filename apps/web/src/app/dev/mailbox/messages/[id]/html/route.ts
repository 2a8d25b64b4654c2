import { readMailboxMessage } from "@watchword/emails/mailbox";
import { mailboxFolder } from "../../../folder.ts";

/** A mail's HTML for the frame that shows it; its links open outside of that. */
export async function GET(
  _: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const message = await readMailboxMessage(mailboxFolder(), (await params).id);
  if (!message) return new Response("This email doesn’t exist.", { status: 404 });
  const html = message.html.replace(/<head[^>]*>/i, (head) => `${head}<base target="_blank">`);
  return new Response(html, {
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
  });
}
