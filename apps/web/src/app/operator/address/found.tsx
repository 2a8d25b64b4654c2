import type { AddressView } from "@watchword/auth/operator";
import { EmailAddress } from "../../../components/email-address.tsx";
import { FocusedHeading } from "../focused-heading.tsx";

/** The address that was looked up. */
export function Found({ view: { email, collection } }: { view: AddressView }) {
  return (
    <FocusedHeading
      key={`${collection} ${email}`}
      className="text-words font-bold tracking-tight wrap-anywhere"
    >
      <EmailAddress>{email}</EmailAddress>
      {collection !== "users" && <span className="font-normal text-muted"> in {collection}</span>}
    </FocusedHeading>
  );
}
