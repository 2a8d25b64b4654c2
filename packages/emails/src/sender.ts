import type { Brand } from "./brand.ts";

const ADDRESS = String.raw`[^\s\p{C}"(),:;<>@[\\\]]+@[a-z0-9.-]+`;
const NAME = String.raw`(?:"[^"\\\p{C}]+"|[^\s\p{C}"(),:;<>@[\\\]][^\p{C}"(),:;<>@[\\\]]*)`;

/** `Watchword <sign-in@example.com>`, or only the address. A name with a comma must be quoted. */
export const SENDER = new RegExp(`^(?:${NAME} <${ADDRESS}>|${ADDRESS})$`, "iu");

/** A no-reply sender with the product's name. */
export function defaultSender({ name }: Pick<Brand, "name">): string {
  const displayed = /[(),:;@[\]]/.test(name) ? `"${name}"` : name;
  return `${displayed} <no-reply@watchword.localhost>`;
}
