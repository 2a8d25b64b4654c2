import "server-only";
import { getVisitor } from "../../../caller.ts";
import { getProduct } from "../../../products/get-product.ts";
import { isFresh } from "../../account/guard.ts";
import type { CodeFlow } from "../../challenge/flow.ts";
import { destination } from "../destination.ts";
import { signInPath } from "../path.ts";

export const SIGN_IN: CodeFlow = {
  purpose: "email-otp",
  path: "/sign-in/code",
  startPath: (next) => signInPath({ next }),
  lostPath: "/sign-in/code",
  owner: null,
  async request(caller, { email, next }) {
    const { collection } = await getProduct();
    return caller.emailOtp.request({
      email,
      collection,
      phrase: true,
      ...(next !== null && { next }),
    });
  },
  resend: (caller, otpId) => caller.emailOtp.resend({ otpId }),
  async leadsTo({ name, pending }) {
    if (name !== "none" && name !== "used" && name !== "capped") return null;
    const visitor = await getVisitor();
    if (!visitor) return null;
    if (name === "none") return pending === null ? destination(null) : null;
    const { email, collection } = visitor.user;
    if (email !== pending.email || collection !== (await getProduct()).collection) return null;
    // By the link of an earlier mail, say: a session that was to be renewed isn't fresh.
    return name === "used" || (await isFresh(visitor)) ? destination(pending.next) : null;
  },
};
