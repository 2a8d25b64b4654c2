/** @jsxRuntime automatic */
import type { RenderedMail } from "../../src/render.tsx";
import { STATES } from "../states.ts";
import type { Brands } from "./brands.ts";
import { MailControls } from "./controls.tsx";
import { Page } from "./page.tsx";
import { headOf } from "./preview-mail.ts";
import { inWords, queryOf, type Selection } from "./selection.ts";

interface MailProps {
  selection: Selection;
  brands: Brands;
  written: RenderedMail;
}

/** One mail: as it looks, and beside it all that doesn't show there. */
export function MailPage({ selection, brands, written }: MailProps) {
  const { state, locale } = selection;
  const title = `${state.kind}: ${inWords(state)}`;
  const { preheader } = headOf(selection, brands);
  return (
    <Page title={title}>
      <Neighbours selection={selection} />
      <h1>{title}</h1>
      <MailControls selection={selection} brands={brands} />
      <div className="sides">
        <Shown selection={selection} html={written.html} />
        <aside aria-label="Subject, preheader and text">
          <Line label="Subject" text={written.subject} locale={locale} />
          <Line label="Preheader" text={preheader} locale={locale} />
          <h2>Text part</h2>
          <pre lang={locale} dir="auto">
            {written.text}
          </pre>
        </aside>
      </div>
    </Page>
  );
}

function Shown({ selection, html }: { selection: Selection; html: string }) {
  if (selection.showsSource) {
    return (
      <section aria-label="HTML source">
        <pre>{html}</pre>
      </section>
    );
  }
  return (
    <iframe
      title="The mail"
      src={`/mail.html?${queryOf(selection)}`}
      // Its height can be measured; scripts and links do nothing.
      sandbox="allow-same-origin"
      className={selection.isNarrow ? "narrow" : "wide"}
    />
  );
}

function Line({ label, text, locale }: { label: string; text: string; locale: string }) {
  return (
    <>
      <h2>{`${label} (${[...text].length} characters)`}</h2>
      <p lang={locale} dir="auto">
        {text}
      </p>
    </>
  );
}

function Neighbours({ selection }: { selection: Selection }) {
  const place = STATES.indexOf(selection.state);
  const [before, after] = [STATES[place - 1], STATES[place + 1]];
  return (
    <nav aria-label="Mails" className="neighbours">
      <a href={`/?${queryOf(selection)}`}>All mails</a>
      {before && <a href={`/mail?${queryOf({ ...selection, state: before })}`}>Previous</a>}
      {after && <a href={`/mail?${queryOf({ ...selection, state: after })}`}>Next</a>}
    </nav>
  );
}
