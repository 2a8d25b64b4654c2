import { Row } from "../../components/sheet.tsx";
import { buttonStyle } from "../../components/ui/button.tsx";
import { destination } from "./destination.ts";

interface SignedInAsProps {
  email: string;
  /** Where a sign-in would have led; null where only a sign-in leads there. */
  next: string | null;
  mayContinue?: boolean;
}

/** Says who is signed in already, and goes on as them. */
export function SignedInAs({ email, next, mayContinue = true }: SignedInAsProps) {
  return (
    <Row note="Signed in as">
      <p className="font-semibold wrap-anywhere">{email}</p>
      {mayContinue && (
        // Not a <Link>: where it leads may be no page of ours.
        <a href={destination(next)} className={buttonStyle({ className: "mt-5" })}>
          Continue
        </a>
      )}
    </Row>
  );
}

/** Says that what is done here ends another account's session in this browser. */
export function InTheWay({ email }: { email: string }) {
  return (
    <Row note="In the way">
      <p className="max-w-prose wrap-anywhere">
        You are signed in as <strong className="font-semibold">{email}</strong>. This replaces that
        session in this browser.
      </p>
    </Row>
  );
}
