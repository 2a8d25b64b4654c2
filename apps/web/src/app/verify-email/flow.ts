import "server-only";
import type { CodeFlow } from "../challenge/flow.ts";
import { requireVisitor } from "../account/guard.ts";

const PATH = "/verify-email";
const owner = async () => (await requireVisitor(PATH)).user;

export const VERIFICATION: CodeFlow = {
  purpose: "email-verification",
  path: PATH,
  startPath: null,
  lostPath: PATH,
  owner,
  toOwner: true,
  request: (caller) => caller.emailVerification.request(),
  resend: (caller, otpId) => caller.emailVerification.resend({ otpId }),
  async leadsTo() {
    return (await owner()).emailVerified ? "/account" : null;
  },
};
