import { answerOidc } from "../../../http/answer-oidc.ts";

export { answerOidc as GET, answerOidc as HEAD, answerOidc as OPTIONS };

export const dynamic = "force-dynamic";
