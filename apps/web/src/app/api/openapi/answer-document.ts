import { createHash } from "node:crypto";
import { openApiDocument, type ViewName } from "@watchword/api/openapi";
import { sessionCookieFor } from "@watchword/api/session-cookie";
import { getConfig } from "../../../environment/config.ts";

const prepared = new Map<ViewName, { json: string; etag: string }>();

/** Answers an OpenAPI document. It is the same for everybody, so any page may read it. */
export function answerDocument(request: Request, view: ViewName): Response {
  const { json, etag } = prepared.get(view) ?? prepare(view);
  const headers = {
    "access-control-allow-origin": "*",
    "cache-control": "public, max-age=300",
    etag,
  };
  if (knows(request, etag)) return new Response(null, { status: 304, headers });
  return new Response(json, { headers: { ...headers, "content-type": "application/json" } });
}

/** Made once: it depends only on the environment, and making it takes longer than answering most calls. */
function prepare(view: ViewName) {
  const { publicUrl } = getConfig();
  const cookieName = sessionCookieFor(publicUrl).name;
  const json = JSON.stringify(openApiDocument({ publicUrl, cookieName, view }));
  const hash = createHash("sha256").update(json).digest("base64url").slice(0, 22);
  // Weak, because Next may compress the document.
  const document = { json, etag: `W/"${hash}"` };
  prepared.set(view, document);
  return document;
}

function knows({ headers }: Request, etag: string): boolean {
  const tags = headers.get("if-none-match")?.split(",") ?? [];
  return tags.some((tag) => tag.trim() === etag || tag.trim() === "*");
}
