"use client";

import { useEffect, useRef } from "react";
import { EmailAddress } from "../../../components/email-address.tsx";

/** The address that was looked up, where those who hear the page go on reading. */
export function Found({ email, collection }: { email: string; collection: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <h2
      ref={heading}
      tabIndex={-1}
      className="text-words font-bold tracking-tight wrap-anywhere outline-none"
    >
      <EmailAddress>{email}</EmailAddress>
      {collection !== "users" && <span className="font-normal text-muted"> in {collection}</span>}
    </h2>
  );
}
