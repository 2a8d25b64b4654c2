import { answerCall } from "../../../../http/answer-call.ts";
import { observeAndMail } from "../../../../serverless/observe-and-mail.ts";

const answer = (request: Request) => answerCall(request, observeAndMail);

export { answer as GET, answer as OPTIONS, answer as POST };
