/** @jsxRuntime automatic */
import { Column, Heading, Hr, Row, Section, Text } from "react-email";
import type { Translator } from "../translator.ts";
import type { CodeCopy, MailCopy } from "./mail-copy.ts";
import { CODE, flow, LABEL, LARGE, PLAIN, paint, SMALL, write } from "./theme.ts";

type Spoken<Props> = Props & { translator: Translator };

/** A hairline across the mail, `gap` pixels below what it follows. */
export function Rule({ translator, gap = 28 }: { translator: Translator; gap?: number }) {
  const line = {
    borderTop: `1px solid ${translator.brand.light.hairline}`,
    margin: `${gap}px 0 0`,
  };
  return <Hr {...paint(translator, "hairline", line)} />;
}

/** Words that the page shows as well, which prove that a mail is genuine. */
export function SecurityPhrase({
  translator,
  label,
  words,
  check,
}: Spoken<NonNullable<MailCopy["phrase"]>>) {
  const line = `3px solid ${translator.brand.light.mark}`;
  const edge =
    translator.direction === "rtl"
      ? { borderRight: line, paddingRight: 16 }
      : { borderLeft: line, paddingLeft: 16 };
  return (
    <Section {...flow(translator)} style={{ marginTop: 28 }}>
      <Row {...flow(translator)}>
        <Column {...paint(translator, "mark-edge", edge)}>
          <Text {...write(translator, "mark", LABEL)}>{label}</Text>
          <Text {...write(translator, "ink", { ...LARGE, margin: "2px 0 4px" })} translate="no">
            {words}
          </Text>
          <Text {...write(translator, "muted", SMALL)}>{check}</Text>
        </Column>
      </Row>
    </Section>
  );
}

/** A code, written so that clients can find it and fill it in: only digits in one text node, right after its label. */
export function Code({ translator, label, digits, lifetime, where }: Spoken<CodeCopy>) {
  const spaced = { letterSpacing: "3px", margin: "6px 0", userSelect: "all" } as const;
  const written = write(translator, "ink", { ...CODE, ...spaced });
  return (
    <Section {...flow(translator)} style={{ marginTop: 28 }}>
      <Heading as="h1" {...write(translator, "ink", LABEL)}>
        {label}
      </Heading>
      <Text {...written} dir="ltr" className="ink code" translate="no">
        {digits}
      </Text>
      <Text {...write(translator, "muted", PLAIN)}>{lifetime}</Text>
      <Where translator={translator} {...where} />
    </Section>
  );
}

function Where({ translator, text, host }: Spoken<CodeCopy["where"]>) {
  const [before, after] = text.split(host);
  return (
    <Text {...write(translator, "ink", { ...PLAIN, wordBreak: "break-word" })}>
      {before}
      <strong translate="no">{host}</strong>
      {after}
    </Text>
  );
}

/** What a mail says beside its code; without a code its title is the headline. */
export function Message({
  translator,
  title,
  text,
  isHead,
}: Spoken<NonNullable<MailCopy["message"]>> & { isHead: boolean }) {
  const body = { ...PLAIN, wordBreak: "break-word", margin: "8px 0 0" } as const;
  return (
    <Section {...flow(translator)} style={{ marginTop: 28 }}>
      <Heading as={isHead ? "h1" : "h2"} {...write(translator, "ink", { ...LARGE, margin: 0 })}>
        {title}
      </Heading>
      <Text {...write(translator, "ink", body)}>{text}</Text>
    </Section>
  );
}

/** Names and values, one pair a row. */
export function Details({ translator, label, details }: Spoken<MailCopy["who"]>) {
  return (
    <Section {...flow(translator)} style={{ marginTop: 28 }}>
      <Heading as="h2" {...write(translator, "ink", { ...LABEL, margin: "0 0 4px" })}>
        {label}
      </Heading>
      {details.map(([name, value]) => (
        <Row key={name} {...flow(translator)}>
          <Column width="84" valign="top">
            <Text {...write(translator, "muted", SMALL)}>{name}</Text>
          </Column>
          <Column valign="top">
            <Text {...write(translator, "ink", { ...SMALL, wordBreak: "break-word" })}>
              {value}
            </Text>
          </Column>
        </Row>
      ))}
    </Section>
  );
}

/** Who the mail was sent to, and who helps. */
export function Footer({ translator, lines }: Spoken<{ lines: string[] }>) {
  const small = { ...SMALL, wordBreak: "break-word" } as const;
  return lines.map((line, index) => (
    <Text
      key={line}
      {...write(translator, "muted", { ...small, margin: index ? "4px 0 0" : "16px 0 0" })}
      // It contains addresses, which mustn't be translated.
      translate="no"
    >
      {line}
    </Text>
  ));
}

/** For clients that fill in codes: the last line of the mail, and nothing else in its block. */
export function BoundCode({ translator, line }: Spoken<{ line: string }>) {
  const small = { ...SMALL, margin: "16px 0 0", wordBreak: "break-word" } as const;
  return (
    <Text {...write(translator, "muted", small)} dir="ltr" translate="no">
      {line}
    </Text>
  );
}
