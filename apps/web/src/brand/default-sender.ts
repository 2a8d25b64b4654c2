import type { Brand } from "@watchword/emails/brand";

/** A sender that nobody answers to, under the product's name. */
export function defaultSender({ name }: Brand): string {
  const displayed = /[(),:;@[\]]/.test(name) ? `"${name}"` : name;
  return `${displayed} <no-reply@watchword.localhost>`;
}
