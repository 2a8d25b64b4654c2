import { betterAuth } from "better-auth";
import { memoryAdapter } from "better-auth/adapters/memory";
import { emailOTP } from "better-auth/plugins";

/** Enough of a server for the page to work: accounts last as long as the process. */
export const auth = betterAuth({
  secret: "a secret of more than thirty-two bytes for the bench",
  database: memoryAdapter({ user: [], session: [], account: [], verification: [] }),
  plugins: [emailOTP({ sendVerificationOTP: async () => {} })],
});
