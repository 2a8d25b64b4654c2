import "./globals.css";
import type { Metadata, Viewport } from "next";
import { directionOf } from "@watchword/db/locale";
import { Link } from "../components/link.tsx";
import type { ReactNode } from "react";
import { getBrand } from "../brand/get-brand.ts";
import { pageStyle } from "../brand/page-style.ts";
import { imageUrl } from "../brand/served-images.ts";
import { startPage } from "../brand/start-page.ts";
import { getNonce } from "../http/nonce.ts";
import { Wordmark } from "../components/wordmark.tsx";
import { readTyped } from "../cookies/typed-cookie.ts";
import { getLocale, getTranslate, type Translate } from "../language/translations.ts";
import { type ErrorWords, ErrorWordsProvider } from "./error-words.tsx";
import { fontVariables } from "./fonts.ts";
import { SiteFooter } from "./site-footer.tsx";
import { TypedProvider } from "./forms/typed.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const brand = await getBrand();
  return {
    applicationName: brand.name,
    title: { default: brand.name, template: `%s · ${brand.name}` },
    icons: { icon: imageUrl(brand, "icon"), apple: imageUrl(brand, "touch-icon") },
    description: (await getTranslate())("common.description"),
    formatDetection: { telephone: false, email: false, address: false },
  };
}

export async function generateViewport(): Promise<Viewport> {
  const { light, dark } = await getBrand();
  return {
    themeColor: [
      { media: "(prefers-color-scheme: light)", color: light.paper },
      { media: "(prefers-color-scheme: dark)", color: dark.paper },
    ],
  };
}

/** Every page contains the nonce of its own response, so none is rendered in advance. */
export const dynamic = "force-dynamic";

export default async function Layout({ children }: { children: ReactNode }) {
  const t = await getTranslate();
  const locale = await getLocale();
  const brand = await getBrand();
  return (
    <html lang={locale} dir={directionOf(locale)} className={fontVariables}>
      <head>
        {/* A proxy may add a policy by which forms would hide their origin: the page's own wins. */}
        <meta name="referrer" content="strict-origin" />
        <style
          nonce={await getNonce()}
          dangerouslySetInnerHTML={{ __html: pageStyle(brand) }}
          // Browsers hide the nonce from the page's scripts.
          suppressHydrationWarning
        />
      </head>
      <body>
        <div className="@container">
          <div className="mx-auto max-w-212 has-data-wide:max-w-312 has-data-english:[&>footer]:hidden px-5 pb-12 @2xl:px-10">
            <header className="border-b border-ink py-3 @2xl:py-5">
              <Link href={startPage(brand)} className="-m-2 inline-block p-2">
                <Wordmark />
              </Link>
            </header>
            <ErrorWordsProvider words={errorWords(t, brand.name)}>
              <TypedProvider typed={await readTyped()} words={t("common.page-renewed")}>
                {children}
              </TypedProvider>
            </ErrorWordsProvider>
            <SiteFooter />
          </div>
        </div>
      </body>
    </html>
  );
}

function errorWords(t: Translate, product: string): ErrorWords {
  return {
    product,
    offline: t("error.offline"),
    offlineLead: t("error.offline-lead"),
    failed: t("error.failed"),
    failedLead: t("error.failed-lead"),
    failedDigest: t("error.failed-digest"),
    tryAgain: t("common.try-again"),
  };
}
