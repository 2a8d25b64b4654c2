import { listMailbox } from "@watchword/emails/mailbox";
import type { Metadata } from "next";
import { Link } from "../../../components/link.tsx";
import { Row, PageLayout } from "../../../components/page-layout.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { Input } from "../../../components/ui/input.tsx";
import { exactTime, relativeTime } from "../../account/relative-time.ts";
import { RefreshEvery } from "../../time/refresh.tsx";
import { queryText, type SearchParams } from "../../pages/search-params.ts";
import { mailboxFolder, recipientOf } from "./folder.ts";

export const metadata: Metadata = { title: "Mailbox" };

export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  const { to = null } = recipientOf(await queryText(searchParams, "to"));
  const messages = await listMailbox(mailboxFolder(), to === null ? {} : { to });
  const now = Date.now();
  return (
    <PageLayout
      title="Mailbox"
      lead="Every email that would have been sent, newest first. Emails stay on this computer, and only you can open this page."
    >
      <RefreshEvery ms={2_000} />
      <Row note={<label htmlFor="to">To</label>}>
        <form method="get" className="flex flex-wrap items-center gap-3">
          <Input
            id="to"
            name="to"
            type="search"
            defaultValue={to ?? ""}
            placeholder="everybody"
            className="max-w-80 flex-1 basis-48"
          />
          <Button look="plain">Show</Button>
          {to !== null && (
            <Link href="/dev/mailbox" className="link">
              Show everybody’s
            </Link>
          )}
        </form>
      </Row>
      <Row note="Mails">
        {messages.length === 0 && <p>No emails yet. New ones appear here automatically.</p>}
        <ul>
          {messages.map((message) => (
            <li
              key={message.id}
              className="border-b border-hairline py-4 first:pt-0 last:border-b-0"
            >
              <Link
                href={`/dev/mailbox/messages/${message.id}`}
                className="link font-semibold wrap-anywhere"
              >
                {message.subject}
              </Link>
              <p className="text-muted wrap-anywhere">
                to {message.to},{" "}
                <time dateTime={message.sentAt} title={exactTime(message.sentAt, "en")}>
                  {relativeTime(message.sentAt, now, "en")}
                </time>
              </p>
            </li>
          ))}
        </ul>
      </Row>
    </PageLayout>
  );
}
