import { request as send } from "node:http";
import { text } from "node:stream/consumers";
import { parseSetCookie } from "cookie";

type Serve = (request: Request) => Promise<Response>;

/** A browser of one site as far as cookies go: it brings those that it was given, and follows nothing. */
export function createBrowser(serve: Serve = sendAsBrowser) {
  const cookies = new Map<string, string>();
  return async (url: string | URL, init: RequestInit = {}): Promise<Response> => {
    const request = new Request(url, init);
    const jar = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    if (jar !== "") request.headers.set("cookie", jar);
    const answer = await serve(request);
    for (const line of answer.headers.getSetCookie()) {
      const { name, value, maxAge, expires } = parseSetCookie(line, { decode: (raw) => raw });
      const isOver = maxAge === 0 || (expires !== undefined && expires.getTime() <= Date.now());
      if (isOver || value === undefined) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };
}

/** Not by `fetch`, which says that it is a script of a page, and not a browser that goes somewhere. */
function sendAsBrowser({ url, headers }: Request): Promise<Response> {
  const asBrowser = {
    ...Object.fromEntries(headers),
    accept: "text/html",
    "sec-fetch-mode": "navigate",
    "sec-fetch-dest": "document",
  };
  return new Promise((resolve, reject) => {
    send(url, { headers: asBrowser }, async (answer) => {
      const received = new Headers();
      for (const [name, values = []] of Object.entries(answer.headersDistinct))
        for (const value of values) received.append(name, value);
      const status = answer.statusCode ?? 0;
      resolve(new Response(await text(answer), { status, headers: received }));
    })
      .on("error", reject)
      .end();
  });
}
