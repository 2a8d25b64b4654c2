import { kebabCase } from "../kebab-case.ts";
import type { Operation, RouterName } from "../operations.ts";

const DESCRIPTIONS: Record<RouterName, string> = {
  emailOtp: "Sign in, or up, with an emailed code or link.",
  emailVerification: "Verify the email address of an account.",
  emailChange: "Move an account to another address, and back.",
  invitation: "Accept an operator's invitation.",
  oneTimeToken: "Hand a session over to another app or device.",
  operator: "What the operators' pages do.",
  password: "Sign up and in with a password, and change it.",
  passwordReset: "Choose a new password by an emailed link.",
  session: "See and end sessions.",
  account: "Delete an account.",
  consent: "See which apps an account continues to without being asked, and withdraw that.",
};

export const tagOf = (router: RouterName): string => kebabCase(router);

/** The tags of these operations, as an OpenAPI document lists them. */
export function tagsOf(operations: readonly Operation[]): { name: string; description: string }[] {
  const routers = new Set(operations.map(({ router }) => router));
  return [...routers].map((router) => ({
    name: tagOf(router),
    description: DESCRIPTIONS[router],
  }));
}
