/** @jsxRuntime automatic */
import type { ReactNode } from "react";
import { Body, Column, Container, Head, Html, Preview, Row, Section, Text } from "react-email";
import { mailLogo } from "../brand-image.ts";
import type { Translator } from "../translator.ts";
import { DARK_LOGO_STYLES, Logo } from "./logo.tsx";
import { Rule } from "./parts.tsx";
import { darkStyles, flow, outlookDarkStyles, paint, SMALL, write } from "./theme.ts";

const BASE_STYLES =
  ":root{color-scheme:light dark;supported-color-schemes:light dark}" +
  "@media (max-width:479px){.sheet{padding:24px 20px 32px!important}}";

// iOS turns digits, times and addresses into blue links of its own.
const APPLE_STYLES =
  "a[x-apple-data-detectors]{color:inherit!important;font:inherit!important;text-decoration:none!important}";

// Word, which renders Outlook's mail, doesn't support max-width, and uses Times if it lacks the first font of a list.
const OUTLOOK_FONTS = { ltr: '"Segoe UI",Arial', rtl: "Tahoma" };
const OUTLOOK_JAPANESE = '"Yu Gothic",Meiryo';

interface LayoutProps {
  translator: Translator;
  title: string;
  preheader: string;
  /** The kind of mail, in two or three words beside the product's name. */
  kind: string;
  children: ReactNode;
}

/** The frame of every mail. */
export function Layout({ translator, title, preheader, kind, children }: LayoutProps) {
  const language = { lang: translator.locale, dir: translator.direction };
  return (
    <Html {...language}>
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
        <style>{darkStyles(translator.brand)}</style>
        <style>{outlookDarkStyles(translator.brand)}</style>
        {mailLogo(translator.brand)?.dark && <style>{DARK_LOGO_STYLES}</style>}
      </Head>
      <Body {...language} {...paint(translator, "paper", { margin: 0, padding: 0 })}>
        <Preview useTitleTag={false}>{preheader}</Preview>
        <div dangerouslySetInnerHTML={{ __html: outlookStyles(translator) }} />
        <Container
          {...flow(translator)}
          className="page"
          tdClassName="sheet"
          style={{ maxWidth: 480, padding: "36px 24px 48px" }}
        >
          <Masthead translator={translator} kind={kind} />
          <Rule translator={translator} gap={16} />
          {children}
        </Container>
      </Body>
    </Html>
  );
}

function outlookStyles({ locale, direction }: Translator): string {
  const text = locale === "ja" ? OUTLOOK_JAPANESE : OUTLOOK_FONTS[direction];
  const fonts = `h1,h2,p,a{font-family:${text},sans-serif!important}.code{font-family:Consolas,monospace!important}`;
  return `<!--[if mso]><style>.page{width:480px!important}${fonts}</style><![endif]-->`;
}

function Masthead({ translator, kind }: { translator: Translator; kind: string }) {
  const end = translator.direction === "rtl" ? "left" : "right";
  const written = write(translator, "muted", SMALL);
  return (
    <Section {...flow(translator)}>
      <Row {...flow(translator)}>
        <Column>
          <Logo translator={translator} />
        </Column>
        <Column align={end}>
          <Text {...written} style={{ ...written.style, textAlign: end }}>
            {kind}
          </Text>
        </Column>
      </Row>
    </Section>
  );
}
