import type { SignedIn } from "@watchword/client";
import { type EmailCodeClient, useEmailCode } from "@watchword/client/react";
import { AddressForm } from "./address-form.tsx";
import { CodeForm } from "./code-form.tsx";
import { inWords } from "./in-words.ts";
import { Resend } from "./resend.tsx";

interface SignInProps {
  client: EmailCodeClient;
  onSignedIn: (signedIn: SignedIn) => void;
}

/** Signing in with a mailed code, step by step. */
export function SignIn({ client, onSignedIn }: SignInProps) {
  const code = useEmailCode({ client, transport: "token", onSignedIn });
  const problem = code.problem && inWords(code.problem);
  if (code.phase === "address")
    return (
      <>
        <h1>Sign in</h1>
        <AddressForm
          label="Email address"
          submit={code.pending === "request" ? "Sending …" : "Continue"}
          pending={code.pending !== null}
          problem={problem}
          onSend={code.request}
        />
      </>
    );
  if (code.phase === "done") return <p>You’re signed in.</p>;
  const length = code.challenge?.codeLength ?? null;
  return (
    <>
      <h1>Check your mail</h1>
      <output>{code.usedElsewhere && "The mail’s link was used. Ask for a new one."}</output>
      <p>
        {length === null
          ? "Please open the link that we mailed to "
          : "Enter the code that we mailed to "}
        <bdi>{code.email}</bdi>. <Delivery of={code.delivery} />
      </p>
      {length !== null && (
        <CodeForm
          key={code.challenge?.otpId}
          label="Code"
          length={length}
          submit={code.pending === "signIn" ? "Signing in …" : "Sign in"}
          pending={code.pending !== null}
          problem={problem}
          onSend={code.signIn}
        />
      )}
      <Resend inSeconds={code.resendIn} pending={code.pending === "resend"} onSend={code.resend} />
      <button className="ww-plain" onClick={code.restart}>
        Another address
      </button>
    </>
  );
}

function Delivery({ of: delivery }: { of: ReturnType<typeof useEmailCode>["delivery"] }) {
  if (delivery === "bounced")
    return <strong>It couldn’t be delivered: is the address right?</strong>;
  if (delivery === "failed") return <strong>It couldn’t be sent.</strong>;
  if (delivery === "capped") return <strong>You were sent several: use the newest one.</strong>;
  return null;
}
