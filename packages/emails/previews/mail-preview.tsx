import type { Locale } from "@watchword/db/locale";
import type { Mail } from "@watchword/db/mail-queue";
import { defaultBrand } from "../src/brand.ts";
import { copyOf } from "../src/copy.ts";
import { MailHtml } from "../src/templates/mail-html.tsx";
import { createVoice } from "../src/voice.ts";
import { exampleBrand } from "./example-brand.ts";
import { STATES } from "./states.ts";

/** A mail as a component; throws for a state that isn't. */
export function preview(locale: Locale, kind: Mail["kind"], name: string, branded = false) {
  const state = STATES.find((one) => one.kind === kind && one.name === name);
  if (!state) throw new Error(`${kind} has no state ${name}.`);
  const voice = createVoice(locale, branded ? exampleBrand : defaultBrand);
  const copy = copyOf({ ...state.mail, locale }, voice);
  return function MailPreview() {
    return <MailHtml copy={copy} voice={voice} />;
  };
}
