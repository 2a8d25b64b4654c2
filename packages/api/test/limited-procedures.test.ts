import { describe, expect, it } from "vitest";
import type { ProcedureMeta } from "../src/procedure-meta.ts";
import { appRouter } from "../src/router.ts";

function proceduresBy(limit: ProcedureMeta["limit"]): string[] {
  // tRPC's types omit some of a procedure's properties.
  const procedures = appRouter._def.procedures as unknown as Record<string, Procedure>;
  return Object.keys(procedures)
    .filter((path) => procedures[path]?._def.meta.limit === limit)
    .toSorted();
}

interface Procedure {
  _def: { meta: ProcedureMeta };
}

describe("the limits of a client", () => {
  it("apply to every procedure that sends mail", () => {
    expect(proceduresBy("mail")).toEqual([
      "emailChange.request",
      "emailChange.resend",
      "emailOtp.request",
      "emailOtp.resend",
      "emailVerification.request",
      "emailVerification.resend",
      "password.resendSignUp",
      "password.signUp",
      "passwordReset.request",
    ]);
  });

  it("apply to every procedure that judges a code, a link, a token or a password", () => {
    expect(proceduresBy("guess")).toEqual([
      "emailChange.confirm",
      "emailChange.confirmWithLink",
      "emailChange.inspect",
      "emailChange.inspectUndo",
      "emailChange.undo",
      "emailOtp.approve",
      "emailOtp.inspect",
      "emailOtp.signIn",
      "emailOtp.signInApproved",
      "emailOtp.signInWithLink",
      "emailVerification.confirm",
      "emailVerification.confirmWithLink",
      "emailVerification.inspect",
      "invitation.accept",
      "invitation.inspect",
      "oneTimeToken.exchangeUserCode",
      "oneTimeToken.inspect",
      "oneTimeToken.verify",
      "password.change",
      "password.confirmSignUp",
      "password.confirmSignUpWithLink",
      "password.inspectSignUp",
      "password.signIn",
      "passwordReset.complete",
      "passwordReset.inspect",
    ]);
  });

  it("apply to listing the sessions of an account", () => {
    expect(proceduresBy("write")).toEqual(["session.list"]);
  });

  it("apply to nothing else: these are a session's own, an operator's, or look at a sign-in with an unguessable id", () => {
    const others = proceduresBy(undefined).filter((path) => !path.startsWith("operator."));
    expect(others).toEqual([
      "account.delete",
      "consent.list",
      "consent.withdraw",
      "emailChange.status",
      "emailOtp.status",
      "emailVerification.status",
      "oneTimeToken.generate",
      "oneTimeToken.status",
      "oneTimeToken.withdraw",
      "password.signUpStatus",
      "session.current",
      "session.revoke",
      "session.revokeOthers",
      "session.signOut",
      "session.statement",
    ]);
  });
});
