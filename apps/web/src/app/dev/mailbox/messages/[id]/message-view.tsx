import type { MailboxMessage } from "@watchword/emails/mailbox";
import { cx } from "class-variance-authority";
import { Link } from "../../../../../components/link.tsx";

export const VIEWS = ["html", "text", "headers"] as const;
export type View = (typeof VIEWS)[number];

const NAMES: Record<View, string> = { html: "As shown", text: "Plain text", headers: "Headers" };

/** One of the three views of a mail, with links to the others. */
export function MessageView({ message, view }: { message: MailboxMessage; view: View }) {
  return (
    <>
      <nav aria-label="Parts of the email" className="mb-5 flex flex-wrap gap-x-6 gap-y-2">
        {VIEWS.map((name) => (
          <Link
            key={name}
            href={`?view=${name}`}
            scroll={false}
            aria-current={name === view ? "page" : undefined}
            className={cx("py-1", name === view ? "border-b-2 border-ink font-semibold" : "link")}
          >
            {NAMES[name]}
          </Link>
        ))}
      </nav>
      {view === "html" && <Html message={message} />}
      {view === "text" && (
        <pre className="font-mono whitespace-pre-wrap wrap-anywhere">{message.text}</pre>
      )}
      {view === "headers" && <Headers headers={message.headers} />}
    </>
  );
}

function Html({ message }: { message: MailboxMessage }) {
  return (
    <iframe
      title="The email as shown"
      src={`/dev/mailbox/messages/${message.id}/html`}
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      className="h-240 w-full border border-hairline"
    />
  );
}

function Headers({ headers }: { headers: MailboxMessage["headers"] }) {
  return (
    <dl className="font-mono wrap-anywhere">
      {Object.entries(headers).map(([name, value]) => (
        <div key={name} className="border-b border-hairline py-2 last:border-b-0">
          <dt className="text-muted">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
