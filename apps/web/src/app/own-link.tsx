import Link from "next/link";
import type { ReactNode } from "react";
import { Row } from "../components/sheet.tsx";
import { buttonStyle } from "../components/ui/button.tsx";
import { signInPath } from "./sign-in/path.ts";

interface SignInForLinkProps {
  /** Who is signed in here, if anybody: somebody else. */
  signedInAs: string | null;
  /** The link's page. */
  next: string;
  /** Whose account it is. */
  children: ReactNode;
}

/** For a link that works in a session of its account alone: how to get one, and to come back. */
export function SignInForLink({ signedInAs, next, children }: SignInForLinkProps) {
  return (
    <Row note={signedInAs === null ? "First" : "In the way"}>
      <p className="max-w-prose wrap-anywhere">
        {signedInAs !== null && (
          <>
            You are signed in as <strong className="font-semibold">{signedInAs}</strong>, which is
            another account.{" "}
          </>
        )}
        {children} Then you are back here.
      </p>
      <Link href={signInPath({ next })} className={buttonStyle({ className: "mt-5" })}>
        Sign in
      </Link>
    </Row>
  );
}
