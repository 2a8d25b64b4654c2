"use client";

import { useState } from "react";
import { authClient } from "./auth-client.ts";

/** An address, then the code: as Better Auth's documents on its e-mail codes show it. */
export function SignIn() {
  const [email, setEmail] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [done, setDone] = useState(false);

  async function request(form: FormData) {
    const address = String(form.get("email"));
    const { error } = await authClient.emailOtp.sendVerificationOtp({
      email: address,
      type: "sign-in",
    });
    setProblem(error?.message ?? null);
    if (!error) setEmail(address);
  }

  async function enter(form: FormData) {
    const otp = String(form.get("otp"));
    const { error } = await authClient.signIn.emailOtp({ email: email ?? "", otp });
    setProblem(error?.message ?? null);
    if (!error) setDone(true);
  }

  if (done) return <p>You are signed in.</p>;
  return (
    <form key={email} action={email === null ? request : enter}>
      {email === null ? (
        <label>
          Email <input name="email" type="email" autoComplete="email" required />
        </label>
      ) : (
        <label>
          Code <input name="otp" inputMode="numeric" autoComplete="one-time-code" required />
        </label>
      )}
      <button type="submit">{email === null ? "Send the code" : "Sign in"}</button>
      <p role="alert">{problem}</p>
    </form>
  );
}
