import type { Translate } from "../../language/translations.ts";

/** The words of ending the other sessions. */
export interface EndOthersWords {
  open: string;
  title: string;
  lead: string;
  yes: string;
  no: string;
  nowhereElse: string;
}

export function endOthersWords(t: Translate, count: number): EndOthersWords {
  return {
    open: t("sessions.end-others", { count }),
    title: t("sessions.end-others-title", { count }),
    lead: t("sessions.end-others-lead", { count }),
    yes: t("sessions.end-others-yes", { count }),
    no: t("common.cancel"),
    nowhereElse: t("sessions.nowhere-else"),
  };
}
