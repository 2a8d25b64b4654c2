import { answerCall } from "../../../../http/answer-call.ts";

export { answerCall as GET, answerCall as OPTIONS, answerCall as POST };
