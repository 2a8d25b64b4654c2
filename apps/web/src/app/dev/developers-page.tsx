import { getBrand } from "../../brand/get-brand.ts";
import { getConfig } from "../../environment/config.ts";
import { Link } from "../../components/link.tsx";
import { Row, PageLayout } from "../../components/page-layout.tsx";
import { buttonStyle } from "../../components/ui/button.tsx";
import Layout from "./layout.tsx";

/** The first page in development. Nobody else sees it. */
export async function DevelopersPage() {
  const { publicUrl, previewsUrl, mailboxDir } = getConfig();
  const { name } = await getBrand();
  return (
    <Layout>
      <PageLayout
        title={`${name} in development`}
        lead="In production this address leads to the sign-in page, or to the home of your BRAND."
      >
        <Row note="Try it">
          <Link href="/sign-in" className={buttonStyle()}>
            Sign in
          </Link>
        </Row>
        {mailboxDir !== null && (
          <Row note="Mailbox">
            <DevelopersLink href="/dev/mailbox" words="Every mail that was sent" />
          </Row>
        )}
        {previewsUrl !== null && (
          <Row note="Mail previews">
            <DevelopersLink href={previewsUrl} words="Each mail in each of its states" />
          </Row>
        )}
        <Row note="Brand">
          <DevelopersLink href="/dev/brand" words="Pages and mails as your BRAND makes them" />
        </Row>
        <Row note="API">
          <DevelopersLink href="/api/docs" words="What it takes and answers" />
          <Address of={`${publicUrl}/api/v1`} />
        </Row>
        <Row note="Health">
          <DevelopersLink href="/api/health/ready" words="Whether this process can serve" />
        </Row>
      </PageLayout>
    </Layout>
  );
}

function DevelopersLink({ href, words }: { href: string; words: string }) {
  return (
    <p>
      <a href={href} className="link">
        {words}
      </a>
    </p>
  );
}

function Address({ of }: { of: string }) {
  return (
    <p>
      <code translate="no" className="font-mono wrap-anywhere">
        {of}
      </code>
    </p>
  );
}
