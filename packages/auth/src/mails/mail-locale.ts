import type { Locale } from "@watchword/db/locale";
import type { AuthContext } from "../context.ts";

/** The language of a mail: the first of ours among what was asked for and what is remembered. */
export function mailLocale(
  { locales }: Pick<AuthContext, "locales">,
  ...wishes: readonly (string | null | undefined)[]
): Locale {
  const ours = wishes.flatMap((wish) => locales.find((locale) => locale === wish) ?? []);
  return ours[0] ?? locales[0];
}
