/**
 * The address of one of Watchword's paths. It is made as text, because React Native's `URL` can't parse every address
 * and can't change one.
 */
export function addressAt(url: string | URL, path: string): string {
  const origin = /^https?:\/\/[^\s/?#@]+/i.exec(String(url))?.[0];
  if (origin === undefined) throw new TypeError(`Not a Watchword URL: ${String(url)}`);
  return origin + path;
}

/**
 * Where the procedures are: under `/api/trpc` of a Watchword, or under the path at which an app has Watchword inside.
 * For the app's own pages that path is enough (`/api/watchword`).
 */
export function endpointAt(url: string | URL): string {
  const [here] = /^\/[^\s/?#][^\s?#]*$/.exec(String(url)) ?? [];
  if (here !== undefined) return `${here.replace(/\/+$/, "")}/trpc`;
  const path = /^[^?#]*?[^/:]\/+([^?#]*)/.exec(String(url))?.[1]?.replace(/\/+$/, "") ?? "";
  return addressAt(url, path === "" ? "/api/trpc" : `/${path}/trpc`);
}

/** The parameters of an address, decoded; one that isn't well-formed stays as it was. */
export function readQuery(address: string): [name: string, value: string][] {
  const query = /^[^?#]*\?([^#]*)/.exec(address)?.[1] ?? "";
  return query
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => {
      const [name = "", ...value] = pair.split("=");
      return [decode(name), decode(value.join("="))];
    });
}

/** The query with these parameters. */
export function writeQuery(params: Record<string, string>): string {
  return Object.entries(params)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join("&");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
