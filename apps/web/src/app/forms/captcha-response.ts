import { RESPONSE_FIELD } from "../../captcha/widget.ts";
import { textOf } from "./form-text.ts";

/** What the captcha in a form answered. */
export function captchaResponse(form: FormData): string | null {
  return textOf(form, RESPONSE_FIELD) || null;
}
