import type { ReactNode } from "react";
import { EmailAddress } from "./email-address.tsx";
import { Row } from "./page-layout.tsx";

interface AddressRowProps {
  /** What the address is to the page. */
  note: ReactNode;
  email: string;
  /** What is below it. */
  children?: ReactNode;
}

/** A row that begins with an email address. */
export function AddressRow({ note, email, children }: AddressRowProps) {
  return (
    <Row note={note}>
      <p>
        <EmailAddress>{email}</EmailAddress>
      </p>
      {children}
    </Row>
  );
}
