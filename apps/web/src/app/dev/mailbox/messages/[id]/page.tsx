import { findCode } from "@watchword/auth/code";
import { type MailboxMessage, readMailboxMessage } from "@watchword/emails/mailbox";
import type { Metadata } from "next";
import { Link } from "../../../../../components/link.tsx";
import { notFound } from "next/navigation";
import { CopyButton } from "../../../../../components/copy-button.tsx";
import { Row, PageLayout } from "../../../../../components/page-layout.tsx";
import { getTranslate } from "../../../../../language/translations.ts";
import { queryText, type SearchParams } from "../../../../pages/search-params.ts";
import { mailboxFolder } from "../../folder.ts";
import { MessageView, VIEWS, type View } from "./message-view.tsx";

interface PageProps {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const message = await readMailboxMessage(mailboxFolder(), (await params).id);
  return { title: message ? "Mail" : (await getTranslate())("error.not-found") };
}

export default async function Page({ params, searchParams }: PageProps) {
  const message = await readMailboxMessage(mailboxFolder(), (await params).id);
  if (!message) notFound();
  const asked = await queryText(searchParams, "view");
  const view: View = VIEWS.find((name) => name === asked) ?? "html";
  return (
    <PageLayout title="Mail">
      <Row note="Subject">
        <p className="font-semibold wrap-anywhere">{message.subject}</p>
      </Row>
      <Row note="To">
        <p className="wrap-anywhere">{message.to}</p>
        <p>
          <Link href={`/dev/mailbox?to=${encodeURIComponent(message.to)}`} className="link">
            All mails to this address
          </Link>
        </p>
      </Row>
      <Keys message={message} />
      <Row note="Mail">
        <MessageView message={message} view={view} />
      </Row>
    </PageLayout>
  );
}

/** The code and the link, ready to hand. */
function Keys({ message }: { message: MailboxMessage }) {
  const code = findCode(message.subject);
  const link = /https?:\/\/\S+/.exec(message.text)?.[0];
  return (
    <>
      {code && (
        <Row note="Code">
          <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
            <span className="font-mono text-code tracking-[0.14em] select-all">{code}</span>
            <CopyButton text={code} words={["Copy", "Copied"]} />
          </div>
        </Row>
      )}
      {link && (
        <Row note="Link">
          <a href={link} className="link wrap-anywhere">
            Open it here
          </a>
        </Row>
      )}
    </>
  );
}
