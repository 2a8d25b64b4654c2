/** @jsxRuntime automatic */
import { LOCALES } from "@watchword/db/locale";
import { STATES } from "../states.ts";
import type { Brands } from "./brands.ts";
import { COLOURS, inWords, nameOf, queryOf, type Selection } from "./selection.ts";

interface ControlsProps {
  selection: Selection;
  brands: Brands;
}

/** The whole selection as a form: each part of it can be changed, and the rest stays. */
export function MailControls({ selection, brands }: ControlsProps) {
  const { state, colours, isNarrow, hasImages, showsSource } = selection;
  const kinds = [...new Set(STATES.map(({ kind }) => kind))];
  return (
    <form action="/mail" className="controls">
      <label>
        Mail
        <select name="mail" id="mail" defaultValue={nameOf(state)}>
          {kinds.map((kind) => (
            <optgroup key={kind} label={kind}>
              {STATES.filter((one) => one.kind === kind).map((one) => (
                <option key={one.name} value={nameOf(one)}>
                  {inWords(one)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      <LanguageAndBrand selection={selection} brands={brands} />
      <label>
        Colours
        <select name="colours" id="colours" defaultValue={colours}>
          {Object.entries(COLOURS).map(([name, words]) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <Toggle name="narrow" label="Narrow (320 px)" isOn={isNarrow} />
      <Toggle name="no-images" label="Images off" isOn={!hasImages} />
      <Toggle name="source" label="HTML source" isOn={showsSource} />
      <button>Show</button>
    </form>
  );
}

/** Language and brand, for the list of all mails; what else was selected goes along. */
export function IndexControls({ selection, brands }: ControlsProps) {
  const kept = [...new URLSearchParams(queryOf(selection))].filter(
    ([name]) => !["mail", "language", "brand"].includes(name),
  );
  return (
    <form action="/" className="controls">
      <LanguageAndBrand selection={selection} brands={brands} />
      {kept.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button>Show</button>
    </form>
  );
}

function LanguageAndBrand({ selection: { locale, brand }, brands }: ControlsProps) {
  return (
    <>
      <label>
        Language
        <select name="language" id="language" defaultValue={locale}>
          {LOCALES.map((one) => (
            <option key={one} value={one}>
              {languageName(one)}
            </option>
          ))}
        </select>
      </label>
      <label>
        Brand
        <select name="brand" id="brand" defaultValue={brand}>
          {[...brands].map(([key, { name }]) => (
            <option key={key} value={key}>
              {key === "own" ? `${name} (BRAND)` : name}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

function Toggle({ name, label, isOn }: { name: string; label: string; isOn: boolean }) {
  return (
    <label className="toggle">
      <input type="checkbox" name={name} id={name} defaultChecked={isOn} />
      {label}
    </label>
  );
}

/** `Deutsch (de)`. */
function languageName(locale: string): string {
  return `${new Intl.DisplayNames(locale, { type: "language" }).of(locale)} (${locale})`;
}
