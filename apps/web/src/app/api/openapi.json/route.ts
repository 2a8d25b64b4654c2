import { answerDocument } from "../openapi/answer-document.ts";

export const dynamic = "force-dynamic";

/** The API for callers in any language. */
export const GET = (request: Request) => answerDocument(request, "v1");
