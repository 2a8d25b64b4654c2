import type { Locale } from "@watchword/db/locale";
import ar from "../../messages/ar.json" with { type: "json" };
import de from "../../messages/de.json" with { type: "json" };
import en from "../../messages/en.json" with { type: "json" };
import es from "../../messages/es.json" with { type: "json" };
import fr from "../../messages/fr.json" with { type: "json" };
import ja from "../../messages/ja.json" with { type: "json" };
import ptBR from "../../messages/pt-BR.json" with { type: "json" };

export type Messages = typeof en;

/** The keys of the English catalogue, with any messages. */
type Catalogue = { [Part in keyof Messages]: Record<keyof Messages[Part], string> };

/** What pages say, in ICU message format. */
export const CATALOGUES: Record<Locale, Catalogue> = { en, de, fr, es, "pt-BR": ptBR, ja, ar };
