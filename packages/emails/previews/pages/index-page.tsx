/** @jsxRuntime automatic */
import { LOCALES } from "@watchword/db/locale";
import { STATES } from "../states.ts";
import type { Brands } from "./brands.ts";
import { IndexControls } from "./controls.tsx";
import { Page } from "./page.tsx";
import { headOf } from "./preview-mail.ts";
import { inWords, queryOf, type Selection } from "./selection.ts";

interface IndexProps {
  selection: Selection;
  brands: Brands;
}

/** Every mail in every state, with what an inbox shows of it. */
export function IndexPage({ selection, brands }: IndexProps) {
  const kinds = Map.groupBy(STATES, ({ kind }) => kind);
  return (
    <Page title="All mails">
      <h1>Mails</h1>
      <IndexControls selection={selection} brands={brands} />
      {[...kinds].map(([kind, states]) => (
        <section key={kind} aria-labelledby={kind}>
          <h2 id={kind}>{kind}</h2>
          <ul className="mails">
            {states.map((state) => (
              <Row key={state.name} selection={{ ...selection, state }} brands={brands} />
            ))}
          </ul>
        </section>
      ))}
    </Page>
  );
}

function Row({ selection, brands }: IndexProps) {
  const { state, locale } = selection;
  const { subject, preheader } = headOf(selection, brands);
  return (
    <li>
      <a href={`/mail?${queryOf(selection)}`}>{inWords(state)}</a>
      <div lang={locale} dir="auto">
        <p className="subject">{subject}</p>
        <p className="preheader">{preheader}</p>
      </div>
      <Languages selection={selection} />
    </li>
  );
}

function Languages({ selection }: { selection: Selection }) {
  const { kind, name } = selection.state;
  return (
    <p className="languages">
      {LOCALES.map((locale) => (
        <a
          key={locale}
          href={`/mail?${queryOf({ ...selection, locale })}`}
          aria-label={`${kind}, ${inWords({ name })}, ${locale}`}
        >
          {locale}
        </a>
      ))}
    </p>
  );
}
