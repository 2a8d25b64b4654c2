import { answerDocument } from "../answer-document.ts";

export const dynamic = "force-dynamic";

/** The procedures as tRPC's clients call them. */
export const GET = (request: Request) => answerDocument(request, "trpc");
