import { RESPONSE_FIELD } from "../../captcha/widget.ts";
import { textOf } from "./form-text.ts";

/** The response of the captcha in a form. */
export function captchaResponse(form: FormData): string | null {
  return textOf(form, RESPONSE_FIELD) || null;
}
