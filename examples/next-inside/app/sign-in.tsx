"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { createWatchwordClient, useEmailCode } from "watchword/react";

/** Asks for an address, and then for the code that was mailed there. The page anew knows who signed in. */
export function SignIn() {
  const router = useRouter();
  const [client] = useState(() => createWatchwordClient({ url: "/api/watchword" }));
  const code = useEmailCode({ client, onSignedIn: () => router.refresh() });
  if (code.phase === "done") return <p>Signing in …</p>;
  if (code.phase === "address")
    return (
      <form onSubmit={sending("email", code.request)}>
        <label>
          Email address <input name="email" type="email" autoComplete="email" required />
        </label>
        <button>Continue</button>
        <Problem of={code} />
      </form>
    );
  return (
    <form onSubmit={sending("code", code.signIn)}>
      <p>We mailed a code to {code.email}.</p>
      <label>
        Code <input name="code" inputMode="numeric" autoComplete="one-time-code" required />
      </label>
      <button>Sign in</button>
      <button type="button" onClick={() => void code.resend()} disabled={code.resendIn !== 0}>
        Send it again{code.resendIn ? ` in ${code.resendIn} s` : ""}
      </button>
      <Problem of={code} />
    </form>
  );
}

function Problem({ of: { problem } }: { of: ReturnType<typeof useEmailCode> }) {
  return <p role="alert">{problem && `That didn’t work: ${problem.reason}`}</p>;
}

function sending(field: string, send: (text: string) => Promise<void>) {
  return (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void send(String(new FormData(event.currentTarget).get(field)));
  };
}
