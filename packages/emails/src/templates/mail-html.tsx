/** @jsxRuntime automatic */
import { Heading, Text } from "react-email";
import type { Translator } from "../translator.ts";
import { ActionLink } from "./action-link.tsx";
import { Layout } from "./layout.tsx";
import type { LinkCopy, MailCopy } from "./mail-copy.ts";
import { BoundCode, Code, Details, Footer, Message, Rule, SecurityPhrase } from "./parts.tsx";
import { LABEL, PLAIN, SMALL, write } from "./theme.ts";

/** Every mail's HTML: those parts that its copy has, in the same order. */
export function MailHtml({ copy, translator }: { copy: MailCopy; translator: Translator }) {
  const { title, preheader, kind, code, phrase, message, links, who, advice, footer } = copy;
  const { boundCode } = copy;
  const isHeaded = code !== null || message !== null;
  return (
    <Layout translator={translator} title={title} preheader={preheader} kind={kind}>
      {code && <Code translator={translator} {...code} />}
      {phrase && <SecurityPhrase translator={translator} {...phrase} />}
      {message && <Message translator={translator} {...message} isHead={code === null} />}
      {links.map((link, index) => (
        <LinkBlock
          key={link.url}
          translator={translator}
          link={link}
          isFirst={index === 0}
          isHead={!isHeaded && index === 0}
        />
      ))}
      <Rule translator={translator} />
      <Details translator={translator} {...who} />
      <Heading as="h2" {...write(translator, "ink", { ...LABEL, margin: "20px 0 4px" })}>
        {advice.label}
      </Heading>
      {/* With no link above, what there is to do is said here. */}
      <Text
        {...(links.length > 0
          ? write(translator, "muted", SMALL)
          : write(translator, "ink", PLAIN))}
      >
        {advice.text}
      </Text>
      <Rule translator={translator} />
      <Footer translator={translator} lines={footer} />
      {boundCode && <BoundCode translator={translator} line={boundCode} />}
    </Layout>
  );
}

interface LinkBlockProps {
  translator: Translator;
  link: LinkCopy;
  isFirst: boolean;
  /** If nothing is above it, its label is the mail's headline. */
  isHead: boolean;
}

function LinkBlock({ translator, link, isFirst, isHead }: LinkBlockProps) {
  const { label, explanation, action, url, lifetime } = link;
  return (
    <>
      {label && !isHead && <Rule translator={translator} />}
      {label && (
        <Heading
          as={isHead ? "h1" : "h2"}
          {...write(translator, "ink", { ...LABEL, margin: "28px 0 0" })}
        >
          {label}
        </Heading>
      )}
      {explanation && (
        <Text {...write(translator, "ink", { ...PLAIN, margin: "4px 0 0" })}>{explanation}</Text>
      )}
      <ActionLink
        translator={translator}
        action={action}
        url={url}
        lifetime={lifetime}
        isQuiet={!isFirst}
      />
    </>
  );
}
