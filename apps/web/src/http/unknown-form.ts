import type { IncomingMessage, ServerResponse } from "node:http";
import { cookieName } from "../cookies/cookie-name.ts";

/** Next's mark of an answer to a form, or a call of a form's action, that this build doesn't have. */
const NOT_FOUND = "x-nextjs-action-not-found";
/** The fields of a form that are returned. Passwords never are. */
const FIELD = /name="(?:_?\d+_)?(email|code)"\r\n\r\n([^\r\n]{1,320})\r\n/g;
/** How long they are kept: until the page has loaded. */
const KEPT_SECONDS = 30;

export interface FormBody {
  /** What has arrived of it. */
  read(): string;
  /** Resolves when all of it has arrived, or its sender is gone. It isn't consumed. */
  whole(): Promise<void>;
}

/** Keeps a copy of a form's body. Must be called as soon as the request is there, before any of the body arrives. */
export function copyForm(req: IncomingMessage): FormBody {
  const chunks: Buffer[] = [];
  let onChunk = () => {};
  const push = req.push.bind(req);
  req.push = (chunk: Buffer | null) => {
    if (chunk !== null) chunks.push(chunk);
    onChunk();
    return push(chunk);
  };
  const bytes = Number(req.headers["content-length"]);
  const isWhole = () => chunks.reduce((sum, chunk) => sum + chunk.length, 0) >= bytes;
  return {
    read: () => Buffer.concat(chunks).toString("utf8"),
    whole: () =>
      new Promise((resolve) => {
        onChunk = () => isWhole() && resolve();
        onChunk();
        req.once("close", resolve);
      }),
  };
}

/**
 * Answers a form that was opened before a deploy, and that this build doesn't know, by opening its page again with what
 * was typed. The form had no effect.
 */
export async function reopenUnknownForm(
  { url = "/", headers }: IncomingMessage,
  res: ServerResponse,
  { form, publicUrl }: { form: FormBody; publicUrl: string },
): Promise<void> {
  // An unknown action is refused before its form is read, so what was typed would be lost.
  await form.whole();
  const writeHead = res.writeHead.bind(res) as (...rest: unknown[]) => ServerResponse;
  const answer = (status: number, ...rest: unknown[]) => {
    if (!res.hasHeader(NOT_FOUND)) return writeHead(status, ...rest);
    res.removeHeader(NOT_FOUND);
    const page = new URL(url, "http://self.invalid");
    const location = `${publicUrl}${page.pathname}${page.search}`;
    const cookie = typedCookie(page.pathname, typedIn(form.read()), publicUrl);
    if (cookie !== null) res.setHeader("Set-Cookie", cookie);
    if (headers["next-action"] === undefined) {
      res.setHeader("Location", location);
      return writeHead(303);
    }
    res.setHeader("x-action-redirect", `${location};replace`);
    return writeHead(200);
  };
  res.writeHead = answer as typeof res.writeHead;
}

function typedIn(body: string): Record<string, string> {
  return Object.fromEntries([...body.matchAll(FIELD)].map(([, name, value]) => [name, value]));
}

/** Null if the path isn't that of a page of ours: it could add attributes to the cookie. */
function typedCookie(path: string, typed: object, publicUrl: string): string | null {
  if (!/^[\w/-]+$/.test(path)) return null;
  const isSecure = publicUrl.startsWith("https:");
  const value = Buffer.from(JSON.stringify({ path, ...typed })).toString("base64url");
  const attributes = `Path=${path}; Max-Age=${KEPT_SECONDS}; HttpOnly; SameSite=Lax`;
  return `${cookieName("typed", path, isSecure)}=${value}; ${attributes}${isSecure ? "; Secure" : ""}`;
}
