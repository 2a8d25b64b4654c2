import "server-only";
import { getVisitor } from "../../../caller.ts";
import { getProduct } from "../../../products/get-product.ts";
import type { CodeFlow } from "../../challenge/flow.ts";
import { destination } from "../../sign-in/destination.ts";
import { signInPath } from "../../sign-in/path.ts";

export const SIGN_UP: CodeFlow = {
  purpose: "password-sign-up",
  path: "/sign-up/code",
  startPath: (next) => signInPath({ next }, "/sign-up"),
  lostPath: "/sign-up/code",
  owner: null,
  async request(caller, { email, next }) {
    const { collection } = await getProduct();
    return caller.password.signUp({ email, collection, ...(next !== null && { next }) });
  },
  resend: (caller, otpId) => caller.password.resendSignUp({ otpId }),
  async leadsTo({ name, pending }) {
    if (name !== "none" && name !== "used") return null;
    const signedInAs = (await getVisitor())?.user.email;
    if (signedInAs === undefined) return null;
    if (name === "none") return destination(null);
    return signedInAs === pending.email ? destination(pending.next) : null;
  },
};
