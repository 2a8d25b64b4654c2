// RFC 5322's specials, white space and invisible characters: with none of them in it, an address
// can be neither a list, nor a display name, nor a second header.
const PLAIN =
  /^[^\s\p{C}\p{Default_Ignorable_Code_Point}"(),:;<>@[\\\]]+@[^\s\p{C}\p{Default_Ignorable_Code_Point}"(),:;<>@[\\\]]+$/u;

/** `address` as given; throws unless it is one plain address. */
export function soleAddress(address: string): string {
  if (!PLAIN.test(address)) throw new Error("A mail goes to exactly one plain address.");
  return address;
}

/**
 * An address as it is sent: one with dots in a row or at an end, as some Japanese hosts gave out, is quoted (RFC 5321
 * 4.1.2).
 */
export function wireAddress(address: string): string {
  const [local = "", domain = ""] = soleAddress(address).split("@");
  return /^\.|\.\.|\.$/.test(local) ? `"${local}"@${domain}` : address;
}

/** An address as a provider returned it, without quotation marks that change nothing. */
export function unquoted(address: string): string {
  return address.replace(/^"([^"\\\s]+)"@/, "$1@");
}
