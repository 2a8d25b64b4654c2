/** @jsxRuntime automatic */
import type { ReactNode } from "react";
import { Body, Column, Container, Head, Html, Preview, Row, Section, Text } from "react-email";
import type { Brand } from "../brand.ts";
import { Rule } from "./parts.tsx";
import { darkStyles, PLAIN, paint, SMALL } from "./theme.ts";

const BASE_STYLES =
  ":root{color-scheme:light dark;supported-color-schemes:light dark}" +
  "@media (max-width:479px){.sheet{padding:24px 20px 32px!important}}";

// iOS turns digits, times and addresses into blue links of its own.
const APPLE_STYLES =
  "a[x-apple-data-detectors]{color:inherit!important;font:inherit!important;text-decoration:none!important}";

// Word, which draws Outlook's mail, knows no max-width.
const OUTLOOK_STYLES = "<!--[if mso]><style>.page{width:480px!important}</style><![endif]-->";

interface LayoutProps {
  brand: Brand;
  title: string;
  preheader: string;
  /** What the mail is, in two or three words beside the product's name. */
  kind: string;
  footer: string;
  children: ReactNode;
}

/** The sheet that every mail is written on. */
export function Layout({ brand, title, preheader, kind, footer, children }: LayoutProps) {
  return (
    <Html lang="en">
      <Head>
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta
          name="format-detection"
          content="telephone=no, date=no, address=no, email=no, url=no"
        />
        <style>{BASE_STYLES}</style>
        <style>{APPLE_STYLES}</style>
        <style>{darkStyles(brand)}</style>
      </Head>
      <Body {...paint(brand, "paper", { margin: 0, padding: 0 })}>
        <Preview useTitleTag={false}>{preheader}</Preview>
        <div dangerouslySetInnerHTML={{ __html: OUTLOOK_STYLES }} />
        <Container
          className="page"
          tdClassName="sheet"
          style={{ maxWidth: 480, padding: "36px 24px 48px" }}
        >
          <Masthead brand={brand} kind={kind} />
          <Rule brand={brand} gap={16} />
          {children}
          <Rule brand={brand} />
          <Text
            {...paint(brand, "muted", { ...SMALL, wordBreak: "break-word", margin: "16px 0 0" })}
          >
            {footer}
          </Text>
        </Container>
      </Body>
    </Html>
  );
}

function Masthead({ brand, kind }: { brand: Brand; kind: string }) {
  return (
    <Section>
      <Row>
        <Column>
          <Text {...paint(brand, "ink", { ...PLAIN, fontWeight: 700, letterSpacing: "-0.01em" })}>
            {brand.name}
          </Text>
        </Column>
        <Column align="right">
          <Text {...paint(brand, "muted", SMALL)}>{kind}</Text>
        </Column>
      </Row>
    </Section>
  );
}
