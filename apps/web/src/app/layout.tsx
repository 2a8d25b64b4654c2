import "./globals.css";
import type { Metadata, Viewport } from "next";
import { Link } from "../components/link.tsx";
import type { ReactNode } from "react";
import { Wordmark } from "../components/wordmark.tsx";
import { readTyped } from "../typed-cookie.ts";
import { getLocale, getTranslate, type Translate } from "../translations.ts";
import { type ErrorWords, ErrorWordsProvider } from "./error-words.tsx";
import { fontVariables } from "./fonts.ts";
import { LanguageMenu } from "./language/menu.tsx";
import { TypedProvider } from "./typed.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: { default: "Watchword", template: "%s · Watchword" },
    description: (await getTranslate())("common.description"),
    formatDetection: { telephone: false, email: false, address: false },
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfaf6" },
    { media: "(prefers-color-scheme: dark)", color: "#111614" },
  ],
};

/** Every page carries the nonce of its own answer, so none is rendered ahead. */
export const dynamic = "force-dynamic";

export default async function Layout({ children }: { children: ReactNode }) {
  const t = await getTranslate();
  const locale = await getLocale();
  return (
    <html lang={locale} dir={locale === "ar" ? "rtl" : "ltr"} className={fontVariables}>
      <head>
        {/* A proxy may add a policy by which forms would hide their origin: the page's own wins. */}
        <meta name="referrer" content="strict-origin" />
      </head>
      <body>
        <div className="@container">
          <div className="mx-auto max-w-212 has-data-wide:max-w-312 has-data-english:[&>footer]:hidden px-5 pb-12 @2xl:px-10">
            <header className="border-b border-ink py-3 @2xl:py-5">
              <Link href="/" className="-m-2 inline-block p-2">
                <Wordmark />
              </Link>
            </header>
            <ErrorWordsProvider words={errorWords(t)}>
              <TypedProvider typed={await readTyped()} words={t("common.page-renewed")}>
                {children}
              </TypedProvider>
            </ErrorWordsProvider>
            <LanguageMenu />
          </div>
        </div>
      </body>
    </html>
  );
}

function errorWords(t: Translate): ErrorWords {
  return {
    offline: t("error.offline"),
    offlineLead: t("error.offline-lead"),
    failed: t("error.failed"),
    failedLead: t("error.failed-lead"),
    failedDigest: t("error.failed-digest"),
    tryAgain: t("common.try-again"),
  };
}
