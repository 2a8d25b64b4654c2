"use client";

import type { Locale } from "@watchword/db/locale";
import { useActionState } from "react";
import { TextButton } from "../../components/ui/button.tsx";
import { chooseLanguage } from "./actions.ts";

interface LanguageFormProps {
  label: string;
  current: Locale;
  languages: [locale: Locale, name: string][];
}

/** The language of the page, which opens a menu of the others. The button that is pressed keeps the focus. */
export function LanguageForm({ label, current, languages }: LanguageFormProps) {
  const [said, action] = useActionState(chooseLanguage, "");
  const name = languages.find(([locale]) => locale === current)?.[1];
  return (
    <>
      <details>
        <summary className="link min-h-6 w-fit">
          <span className="sr-only">{`${label}: `}</span>
          <span lang={current}>{name}</span>
        </summary>
        <form action={action} className="mt-3 flex flex-wrap gap-x-5 gap-y-3">
          {languages.map(([locale, words]) => (
            <TextButton
              key={locale}
              lang={locale}
              name="locale"
              value={locale}
              aria-current={locale === current}
              className="aria-current:font-semibold aria-current:no-underline"
            >
              {words}
            </TextButton>
          ))}
        </form>
      </details>
      <output className="sr-only">{said}</output>
    </>
  );
}
