import { answerOidc } from "../../../http/answer-oidc.ts";

export { answerOidc as GET, answerOidc as HEAD, answerOidc as OPTIONS, answerOidc as POST };

export const dynamic = "force-dynamic";
