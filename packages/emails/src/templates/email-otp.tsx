/** @jsxRuntime automatic */
import type { EmailOtpMail } from "@watchword/db/mail-queue";
import { Heading, Text } from "react-email";
import type { Brand } from "../brand.ts";
import { emailOtpCopy } from "./email-otp-copy.ts";
import { Layout } from "./layout.tsx";
import { ActionLink, Code, Details, Rule, SecurityPhrase } from "./parts.tsx";
import { LABEL, PLAIN, paint, SMALL } from "./theme.ts";

/** The sign-in mail: a code and a link, or the link alone. */
export function EmailOtp({ mail, brand }: { mail: EmailOtpMail; brand: Brand }) {
  const copy = emailOtpCopy(mail, brand);
  const { phrase, code, link, asked, stranger } = copy;
  return (
    <Layout
      brand={brand}
      title={`Sign in to ${brand.name}`}
      preheader={copy.preheader}
      kind={code ? "Sign-in code" : "Sign-in link"}
      footer={copy.recipient}
    >
      {phrase && <SecurityPhrase brand={brand} {...phrase} />}
      {code && <Code brand={brand} {...code} />}
      {code && <Rule brand={brand} />}
      <Heading as={code ? "h2" : "h1"} {...paint(brand, "ink", { ...LABEL, margin: "28px 0 0" })}>
        {link.label}
      </Heading>
      {link.explanation && (
        <Text {...paint(brand, "ink", { ...PLAIN, margin: "4px 0 0" })}>{link.explanation}</Text>
      )}
      <ActionLink
        brand={brand}
        action={link.action}
        fallback={link.fallback}
        url={link.url}
        lifetime={link.lifetime}
      />
      <Rule brand={brand} />
      <Details brand={brand} {...asked} />
      <Heading as="h2" {...paint(brand, "ink", { ...LABEL, margin: "20px 0 4px" })}>
        {stranger.label}
      </Heading>
      <Text {...paint(brand, "muted", SMALL)}>{stranger.advice}</Text>
    </Layout>
  );
}
