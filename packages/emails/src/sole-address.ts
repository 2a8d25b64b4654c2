// RFC 5322's specials, white space and invisible characters: with none of them in it, an address
// can be neither a list, nor a display name, nor a second header.
const PLAIN = /^[^\s\p{C}"(),:;<>@[\\\]]+@[^\s\p{C}"(),:;<>@[\\\]]+$/u;

/** `address` as given; throws unless it is one plain address. */
export function soleAddress(address: string): string {
  if (!PLAIN.test(address)) throw new Error("A mail goes to exactly one plain address.");
  return address;
}
