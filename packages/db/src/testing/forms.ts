/** A secret as it is, and in each encoding in which somebody might find it. */
export function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const hex = bytes.toString("hex");
  return [
    ...new Set([
      secret,
      secret.toLowerCase(),
      secret.toUpperCase(),
      [...secret].toReversed().join(""),
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
      hex,
      hex.toUpperCase(),
      Buffer.from(hex).toString("hex"),
      ...[0, 1, 2].flatMap((before) => {
        const inside = withinBase64(bytes, before);
        return [inside, inside.replaceAll("+", "-").replaceAll("/", "_")];
      }),
    ]),
  ];
}

/** The part of `bytes` that the base64 of something longer contains if `before` bytes come first. */
function withinBase64(bytes: Buffer, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
  const whole = Math.floor(((before + bytes.length) * 8) / 6);
  return text.slice(Math.ceil((before * 8) / 6), whole);
}
