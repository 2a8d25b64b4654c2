/** @jsxRuntime automatic */
import { Button, Column, Heading, Hr, Link, Row, Section, Text } from "react-email";
import type { Voice } from "../voice.ts";
import type { LinkCopy, MailCopy } from "./mail-copy.ts";
import { BUTTON, CODE, flow, LABEL, LARGE, PLAIN, paint, SMALL, write } from "./theme.ts";

type Spoken<Props> = Props & { voice: Voice };

/** A hairline across the sheet, `gap` pixels below what it follows. */
export function Rule({ voice, gap = 28 }: { voice: Voice; gap?: number }) {
  const line = { borderTop: `1px solid ${voice.brand.light.hairline}`, margin: `${gap}px 0 0` };
  return <Hr {...paint(voice, "hairline", line)} />;
}

/** Words that the page shows as well, by which a mail is known for genuine. */
export function SecurityPhrase({
  voice,
  label,
  words,
  check,
}: Spoken<NonNullable<MailCopy["phrase"]>>) {
  const line = `3px solid ${voice.brand.light.mark}`;
  const edge =
    voice.direction === "rtl"
      ? { borderRight: line, paddingRight: 16 }
      : { borderLeft: line, paddingLeft: 16 };
  return (
    <Section {...flow(voice)} style={{ marginTop: 28 }}>
      <Row {...flow(voice)}>
        <Column {...paint(voice, "mark-edge", edge)}>
          <Text {...write(voice, "mark", LABEL)}>{label}</Text>
          <Text {...write(voice, "ink", { ...LARGE, margin: "2px 0 4px" })} translate="no">
            {words}
          </Text>
          <Text {...write(voice, "muted", SMALL)}>{check}</Text>
        </Column>
      </Row>
    </Section>
  );
}

/** A code, written so that clients find it and fill it in: only digits in one text node, right after its label. */
export function Code({ voice, label, digits, lifetime }: Spoken<NonNullable<MailCopy["code"]>>) {
  const spaced = { letterSpacing: "3px", margin: "6px 0", userSelect: "all" } as const;
  const written = write(voice, "ink", { ...CODE, ...spaced });
  return (
    <Section {...flow(voice)} style={{ marginTop: 28 }}>
      <Heading as="h1" {...write(voice, "ink", LABEL)}>
        {label}
      </Heading>
      <Text {...written} dir="ltr" className="ink code" translate="no">
        {digits}
      </Text>
      <Text {...write(voice, "muted", PLAIN)}>{lifetime}</Text>
    </Section>
  );
}

/** What a mail without a code has to say. */
export function Message({ voice, title, text }: Spoken<NonNullable<MailCopy["message"]>>) {
  const body = { ...PLAIN, wordBreak: "break-word", margin: "8px 0 0" } as const;
  return (
    <Section {...flow(voice)} style={{ marginTop: 28 }}>
      <Heading as="h1" {...write(voice, "ink", { ...LARGE, margin: 0 })}>
        {title}
      </Heading>
      <Text {...write(voice, "ink", body)}>{text}</Text>
    </Section>
  );
}

/** A button, and its address in full for clients that block buttons. */
export function ActionLink({
  voice,
  action,
  url,
  lifetime,
  isQuiet,
}: Spoken<Pick<LinkCopy, "action" | "url" | "lifetime"> & { isQuiet: boolean }>) {
  const filled = { ...BUTTON, borderRadius: 6, padding: "14px 28px", textAlign: "center" } as const;
  // An edge without a colour takes that of its text, in the dark as well.
  const outlined = { ...filled, border: "1px solid", padding: "13px 27px" };
  const address = { ...SMALL, textDecoration: "underline", wordBreak: "break-all" } as const;
  return (
    <Section {...flow(voice)} style={{ marginTop: 16 }}>
      <Button
        href={url}
        {...(isQuiet ? write(voice, "ink", outlined) : write(voice, "button", filled))}
      >
        {action}
      </Button>
      <Text {...write(voice, "muted", { ...SMALL, margin: "16px 0 0" })}>
        {voice.say("link.no-button")}
      </Text>
      <Link href={url} {...write(voice, "muted", address)} dir="ltr" translate="no">
        {url}
      </Link>
      {lifetime && (
        <Text {...write(voice, "muted", { ...SMALL, margin: "8px 0 0" })}>{lifetime}</Text>
      )}
    </Section>
  );
}

/** Names and values, one pair a row. */
export function Details({ voice, label, details }: Spoken<MailCopy["who"]>) {
  return (
    <Section {...flow(voice)} style={{ marginTop: 28 }}>
      <Heading as="h2" {...write(voice, "ink", { ...LABEL, margin: "0 0 4px" })}>
        {label}
      </Heading>
      {details.map(([name, value]) => (
        <Row key={name} {...flow(voice)}>
          <Column width="84" valign="top">
            <Text {...write(voice, "muted", SMALL)}>{name}</Text>
          </Column>
          <Column valign="top">
            <Text {...write(voice, "ink", { ...SMALL, wordBreak: "break-word" })}>{value}</Text>
          </Column>
        </Row>
      ))}
    </Section>
  );
}
