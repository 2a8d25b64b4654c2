/** @jsxRuntime automatic */
import { Button, Column, Heading, Hr, Link, Row, Section, Text } from "react-email";
import type { Brand } from "../brand.ts";
import { BUTTON, CODE, LABEL, LARGE, PLAIN, paint, SMALL } from "./theme.ts";

type Branded<Props> = Props & { brand: Brand };

/** A hairline across the sheet, `gap` pixels below what it follows. */
export function Rule({ brand, gap = 28 }: { brand: Brand; gap?: number }) {
  const line = { borderTop: `1px solid ${brand.light.hairline}`, margin: `${gap}px 0 0` };
  return <Hr {...paint(brand, "hairline", line)} />;
}

/** Words that the page shows as well, by which a mail is known for genuine. */
export function SecurityPhrase({
  brand,
  label,
  words,
  check,
}: Branded<{ label: string; words: string; check: string }>) {
  const edge = { borderLeft: `3px solid ${brand.light.mark}`, paddingLeft: 16 };
  return (
    <Section style={{ marginTop: 28 }}>
      <Row>
        <Column {...paint(brand, "mark-edge", edge)}>
          <Text {...paint(brand, "mark", LABEL)}>{label}</Text>
          <Text {...paint(brand, "ink", { ...LARGE, margin: "2px 0 4px" })}>{words}</Text>
          <Text {...paint(brand, "muted", SMALL)}>{check}</Text>
        </Column>
      </Row>
    </Section>
  );
}

/** A code as clients find it to fill it in: digits alone in one text node, right after its label. */
export function Code({
  brand,
  label,
  digits,
  lifetime,
}: Branded<{ label: string; digits: string; lifetime: string }>) {
  const spaced = { letterSpacing: "3px", margin: "6px 0", userSelect: "all" } as const;
  return (
    <Section style={{ marginTop: 28 }}>
      <Heading as="h1" {...paint(brand, "ink", LABEL)}>
        {label}
      </Heading>
      <Text {...paint(brand, "ink", { ...CODE, ...spaced })}>{digits}</Text>
      <Text {...paint(brand, "muted", PLAIN)}>{lifetime}</Text>
    </Section>
  );
}

/** What a mail without a code has to say. */
export function Message({ brand, title, text }: Branded<{ title: string; text: string }>) {
  const body = { ...PLAIN, wordBreak: "break-word", margin: "8px 0 0" } as const;
  return (
    <Section style={{ marginTop: 28 }}>
      <Heading as="h1" {...paint(brand, "ink", { ...LARGE, margin: 0 })}>
        {title}
      </Heading>
      <Text {...paint(brand, "ink", body)}>{text}</Text>
    </Section>
  );
}

/** A button, and its address in full for clients that block buttons. */
export function ActionLink({
  brand,
  action,
  url,
  lifetime,
  isQuiet,
}: Branded<{ action: string; url: string; lifetime: string | null; isQuiet: boolean }>) {
  const filled = { ...BUTTON, borderRadius: 6, padding: "14px 28px" };
  // An edge without a colour takes that of its text, in the dark as well.
  const outlined = { ...filled, border: "1px solid", padding: "13px 27px" };
  const address = { ...SMALL, textDecoration: "underline", wordBreak: "break-all" } as const;
  return (
    <Section style={{ marginTop: 16 }}>
      <Button
        href={url}
        {...(isQuiet ? paint(brand, "ink", outlined) : paint(brand, "button", filled))}
      >
        {action}
      </Button>
      <Text {...paint(brand, "muted", { ...SMALL, margin: "16px 0 0" })}>
        If the button doesn’t work, open this address:
      </Text>
      <Link href={url} {...paint(brand, "muted", address)}>
        {url}
      </Link>
      {lifetime && (
        <Text {...paint(brand, "muted", { ...SMALL, margin: "8px 0 0" })}>{lifetime}</Text>
      )}
    </Section>
  );
}

/** Names and values, one pair a row. */
export function Details({
  brand,
  label,
  details,
}: Branded<{ label: string; details: readonly (readonly [name: string, value: string])[] }>) {
  return (
    <Section style={{ marginTop: 28 }}>
      <Heading as="h2" {...paint(brand, "ink", { ...LABEL, margin: "0 0 4px" })}>
        {label}
      </Heading>
      {details.map(([name, value]) => (
        <Row key={name}>
          <Column width="72" valign="top">
            <Text {...paint(brand, "muted", SMALL)}>{name}</Text>
          </Column>
          <Column valign="top">
            <Text {...paint(brand, "ink", { ...SMALL, wordBreak: "break-word" })}>{value}</Text>
          </Column>
        </Row>
      ))}
    </Section>
  );
}
