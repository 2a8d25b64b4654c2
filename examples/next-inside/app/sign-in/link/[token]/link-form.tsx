"use client";

import { useActionState } from "react";
import { signInWithLink } from "../../../actions.ts";

export function LinkForm({ token }: { token: string }) {
  const [reason, action, isPending] = useActionState(signInWithLink, null);
  return (
    <form action={action}>
      <input type="hidden" name="token" value={token} />
      <button disabled={isPending}>Sign in</button>
      <p role="alert">{reason && `That didn’t work: ${reason}`}</p>
    </form>
  );
}
