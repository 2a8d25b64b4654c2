/** @jsxRuntime automatic */
import { Heading, Text } from "react-email";
import type { Voice } from "../voice.ts";
import { Layout } from "./layout.tsx";
import type { LinkCopy, MailCopy } from "./mail-copy.ts";
import { ActionLink, Code, Details, Message, Rule, SecurityPhrase } from "./parts.tsx";
import { LABEL, PLAIN, SMALL, write } from "./theme.ts";

/** Every mail's HTML: the same parts in the same order, those that its copy has. */
export function MailHtml({ copy, voice }: { copy: MailCopy; voice: Voice }) {
  const { title, preheader, kind, footer, phrase, code, message, links, who, advice } = copy;
  const isHeaded = code !== null || message !== null;
  return (
    <Layout voice={voice} title={title} preheader={preheader} kind={kind} footer={footer}>
      {phrase && <SecurityPhrase voice={voice} {...phrase} />}
      {code && <Code voice={voice} {...code} />}
      {message && <Message voice={voice} {...message} />}
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
