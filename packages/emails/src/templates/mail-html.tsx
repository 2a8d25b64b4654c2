/** @jsxRuntime automatic */
import { Heading, Text } from "react-email";
import type { Brand } from "../brand.ts";
import { Layout } from "./layout.tsx";
import type { LinkCopy, MailCopy } from "./mail-copy.ts";
import { ActionLink, Code, Details, Message, Rule, SecurityPhrase } from "./parts.tsx";
import { LABEL, PLAIN, paint, SMALL } from "./theme.ts";

/** Every mail's HTML: the same parts in the same order, those that its copy has. */
export function MailHtml({ copy, brand }: { copy: MailCopy; brand: Brand }) {
  const { phrase, code, message, links, who, advice } = copy;
  const isHeaded = code !== null || message !== null;
  return (
    <Layout
      brand={brand}
      title={copy.title}
      preheader={copy.preheader}
      kind={copy.kind}
      footer={copy.recipient}
    >
      {phrase && <SecurityPhrase brand={brand} {...phrase} />}
      {code && <Code brand={brand} {...code} />}
      {message && <Message brand={brand} {...message} />}
      {links.map((link, index) => (
        <LinkBlock
          key={link.url}
          brand={brand}
          link={link}
          isFirst={index === 0}
          isHead={!isHeaded && index === 0}
        />
      ))}
      <Rule brand={brand} />
      <Details brand={brand} {...who} />
      <Heading as="h2" {...paint(brand, "ink", { ...LABEL, margin: "20px 0 4px" })}>
        {advice.label}
      </Heading>
      {/* With no link above, what there is to do is said here. */}
      <Text {...(links.length > 0 ? paint(brand, "muted", SMALL) : paint(brand, "ink", PLAIN))}>
        {advice.text}
      </Text>
    </Layout>
  );
}

interface LinkBlockProps {
  brand: Brand;
  link: LinkCopy;
  isFirst: boolean;
  /** With nothing above it, its label is the mail's headline. */
  isHead: boolean;
}

function LinkBlock({ brand, link, isFirst, isHead }: LinkBlockProps) {
  const { label, explanation, action, url, lifetime } = link;
  return (
    <>
      {label && !isHead && <Rule brand={brand} />}
      {label && (
        <Heading
          as={isHead ? "h1" : "h2"}
          {...paint(brand, "ink", { ...LABEL, margin: "28px 0 0" })}
        >
          {label}
        </Heading>
      )}
      {explanation && (
        <Text {...paint(brand, "ink", { ...PLAIN, margin: "4px 0 0" })}>{explanation}</Text>
      )}
      <ActionLink brand={brand} action={action} url={url} lifetime={lifetime} isQuiet={!isFirst} />
    </>
  );
}
