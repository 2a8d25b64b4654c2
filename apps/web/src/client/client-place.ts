/**
 * The headers in which a provider in front names a client's city and country. Only the provider's own may be trusted:
 * another proxy passes a client's through, and they appear in mails.
 */
const PLACE_HEADERS = {
  cloudflare: ["cf-ipcity", "cf-ipcountry"],
  vercel: ["x-vercel-ip-city", "x-vercel-ip-country"],
  cloudfront: ["cloudfront-viewer-city", "cloudfront-viewer-country"],
} as const;

export type PlaceHeaders = keyof typeof PLACE_HEADERS;

export const PLACE_PROVIDERS = Object.keys(PLACE_HEADERS) as [PlaceHeaders, ...PlaceHeaders[]];

/** `Lisbon, PT`, or the part of it that is plain; null if there is none. */
export function clientPlace(headers: Pick<Headers, "get">, provider: PlaceHeaders): string | null {
  const [cityHeader, countryHeader] = PLACE_HEADERS[provider];
  const city = /^\p{L}[\p{L}\p{M} .'’-]{0,39}$/u.exec(decoded(headers.get(cityHeader)))?.[0];
  const country = /^[A-Z]{2}$/.exec(decoded(headers.get(countryHeader)))?.[0];
  return [city, country].filter(Boolean).join(", ") || null;
}

function decoded(value: string | null): string {
  if (value === null) return "";
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}
