import "server-only";
import type { CodeFlow } from "../../../challenge/flow.ts";
import { requireVisitor } from "../../guard.ts";

const PATH = "/account/email/code";
const owner = async () => (await requireVisitor(PATH)).user;

export const CHANGE: CodeFlow = {
  purpose: "email-change",
  path: PATH,
  startPath: () => "/account/email",
  lostPath: "/account/email",
  owner,
  request: (caller, { email }) => caller.emailChange.request({ email }),
  resend: (caller, otpId) => caller.emailChange.resend({ otpId }),
  async leadsTo({ name, pending }) {
    return name === "used" && pending.email === (await owner()).email ? "/account" : null;
  },
};
