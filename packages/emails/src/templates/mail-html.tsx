/** @jsxRuntime automatic */
import { Heading, Text } from "react-email";
import type { Voice } from "../voice.ts";
import { ActionLink } from "./action-link.tsx";
import { Layout } from "./layout.tsx";
import type { LinkCopy, MailCopy } from "./mail-copy.ts";
import { BoundCode, Code, Details, Footer, Message, Rule, SecurityPhrase } from "./parts.tsx";
import { LABEL, PLAIN, SMALL, write } from "./theme.ts";

/** Every mail's HTML: the same parts in the same order, those that its copy has. */
export function MailHtml({ copy, voice }: { copy: MailCopy; voice: Voice }) {
  const { title, preheader, kind, code, phrase, message, links, who, advice, footer } = copy;
  const { boundCode } = copy;
  const isHeaded = code !== null || message !== null;
  return (
    <Layout voice={voice} title={title} preheader={preheader} kind={kind}>
      {code && <Code voice={voice} {...code} />}
      {phrase && <SecurityPhrase voice={voice} {...phrase} />}
      {message && <Message voice={voice} {...message} isHead={code === null} />}
      {links.map((link, index) => (
        <LinkBlock
          key={link.url}
          voice={voice}
          link={link}
          isFirst={index === 0}
          isHead={!isHeaded && index === 0}
        />
      ))}
      <Rule voice={voice} />
      <Details voice={voice} {...who} />
      <Heading as="h2" {...write(voice, "ink", { ...LABEL, margin: "20px 0 4px" })}>
        {advice.label}
      </Heading>
      {/* With no link above, what there is to do is said here. */}
      <Text {...(links.length > 0 ? write(voice, "muted", SMALL) : write(voice, "ink", PLAIN))}>
        {advice.text}
      </Text>
      <Rule voice={voice} />
      <Footer voice={voice} lines={footer} />
      {boundCode && <BoundCode voice={voice} line={boundCode} />}
    </Layout>
  );
}

interface LinkBlockProps {
  voice: Voice;
  link: LinkCopy;
  isFirst: boolean;
  /** With nothing above it, its label is the mail's headline. */
  isHead: boolean;
}

function LinkBlock({ voice, link, isFirst, isHead }: LinkBlockProps) {
  const { label, explanation, action, url, lifetime } = link;
  return (
    <>
      {label && !isHead && <Rule voice={voice} />}
      {label && (
        <Heading
          as={isHead ? "h1" : "h2"}
          {...write(voice, "ink", { ...LABEL, margin: "28px 0 0" })}
        >
          {label}
        </Heading>
      )}
      {explanation && (
        <Text {...write(voice, "ink", { ...PLAIN, margin: "4px 0 0" })}>{explanation}</Text>
      )}
      <ActionLink voice={voice} action={action} url={url} lifetime={lifetime} isQuiet={!isFirst} />
    </>
  );
}
