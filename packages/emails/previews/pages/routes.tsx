/** @jsxRuntime automatic */
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { type Answer, asMail, asPage } from "../answer.ts";
import type { Brands } from "./brands.ts";
import { IndexPage } from "./index-page.tsx";
import { MailPage } from "./mail-page.tsx";
import { Page } from "./page.tsx";
import { writeSelected } from "./preview-mail.ts";
import { readSelection, type Selection } from "./selection.ts";
import { simulate } from "./simulate.ts";

/** The previews' pages, by path and query. */
export async function answer(path: string, brands: Brands): Promise<Answer> {
  const { pathname, searchParams } = new URL(path, "http://previews");
  const selection = readSelection(searchParams, brands);
  if (!selection) return notFound();
  if (pathname === "/") return show(<IndexPage selection={selection} brands={brands} />);
  if (pathname === "/mail") return showMail(selection, brands);
  if (pathname === "/mail.html") {
    const { html } = await writeSelected(selection, brands);
    return asMail(simulate(html, selection.colours), selection.hasImages);
  }
  return notFound();
}

async function showMail(selection: Selection, brands: Brands): Promise<Answer> {
  const written = await writeSelected(selection, brands);
  return show(<MailPage selection={selection} brands={brands} written={written} />);
}

function notFound(): Answer {
  const page = (
    <Page title="No such preview">
      <h1>No such preview</h1>
      <p>
        <a href="/">All mails</a>
      </p>
    </Page>
  );
  return show(page, 404);
}

function show(page: ReactElement, status = 200): Answer {
  return asPage(`<!DOCTYPE html>${renderToStaticMarkup(page)}`, status);
}
