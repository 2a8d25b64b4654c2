import { answerDocument } from "../answer-document.ts";

export const dynamic = "force-dynamic";

/** What operators' programs may call. */
export const GET = (request: Request) => answerDocument(request, "operators");
