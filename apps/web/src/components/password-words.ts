import {
  PASSWORD_GOOD_LENGTH as good,
  PASSWORD_MAX_LENGTH as max,
  PASSWORD_MIN_LENGTH as min,
} from "@watchword/auth/password-length";
import type { Translate } from "../language/translations.ts";

/** The words of a password field. The page passes them, because scripts in browsers contain no messages. */
export interface PasswordWords {
  label: string;
  show: string;
  hide: string;
  /** The same two buttons for people who can't see which field the button belongs to. */
  showThis: string;
  hideThis: string;
  /** The requirements for a new password. */
  hint: string;
  /** How good the length of a new one is. */
  strength: Record<"short" | "enough" | "good" | "long", string>;
}

export function passwordWords(t: Translate, which: "password" | "current" | "new"): PasswordWords {
  return {
    label: t(`password-field.label-${which}`),
    show: t("password-field.show"),
    hide: t("password-field.hide"),
    showThis: t(`password-field.show-${which}`),
    hideThis: t(`password-field.hide-${which}`),
    hint: t("password-field.hint", { min }),
    strength: {
      short: t("password-field.short", { good }),
      enough: t("password-field.enough", { good }),
      good: t("password-field.good"),
      long: t("password-field.long", { max }),
    },
  };
}
