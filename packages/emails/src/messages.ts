import type { Locale } from "@watchword/db/locale";
import ar from "../messages/ar.json" with { type: "json" };
import de from "../messages/de.json" with { type: "json" };
import en from "../messages/en.json" with { type: "json" };
import es from "../messages/es.json" with { type: "json" };
import fr from "../messages/fr.json" with { type: "json" };
import ja from "../messages/ja.json" with { type: "json" };
import ptBR from "../messages/pt-BR.json" with { type: "json" };

export type Messages = typeof en;

/** What mails say, in ICU message format. */
export const MESSAGES: Record<Locale, Messages> = { en, de, fr, es, "pt-BR": ptBR, ja, ar };

/** The messages that a deployment's own ones are compared with, and the arguments that each may take. */
export const OWN_MAILS = { english: MESSAGES.en, always: ["brand"] };
