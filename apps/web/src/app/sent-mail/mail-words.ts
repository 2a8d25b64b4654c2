import type { Delivery } from "@watchword/auth/challenge";
import type { Translate } from "../../language/translations.ts";

/** How far a mail has come, in words; `slow` if it hasn't left for longer than usual. */
export type DeliveryWords = Record<Delivery | "slow", string>;

export function deliveryWords(t: Translate): DeliveryWords {
  return {
    slow: t("challenge.delivery-slow"),
    queued: t("challenge.delivery-queued"),
    sent: t("challenge.delivery-sent"),
    delivered: t("challenge.delivery-delivered"),
    bounced: t("challenge.delivery-bounced"),
    failed: t("challenge.delivery-failed"),
    capped: t("challenge.delivery-capped"),
  };
}

/** The words of the form that sends a mail again: when it can, while it can't yet, and once it can't any more. */
export type ResendWords = ReturnType<typeof resendWords>;

export function resendWords(t: Translate, locale: string) {
  return {
    locale,
    words: t("challenge.resend-wait"),
    submit: t("challenge.resend"),
    over: t("challenge.resend-over"),
  };
}
