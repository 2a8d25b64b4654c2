import type { SuppressedAddress } from "@watchword/auth/delivery";
import { TextButton } from "../../components/ui/button.tsx";
import { ActionForm } from "../forms/action-form.tsx";
import { release } from "./release.ts";
import { Time } from "./words/time.tsx";

const EFFECTS: Record<SuppressedAddress["reason"], string> = {
  bounce: "Bounced: isn’t sent any email",
  complaint: "Reported as spam: isn’t told of new sign-ins",
};

interface SuppressionsProps {
  suppressed: Omit<SuppressedAddress, "suppressedAt">[];
  nothing: string;
  /** Whether the visitor may allow it again, which all collections' mail depends on. */
  mayRelease?: boolean;
}

/** Addresses that aren't sent email, with buttons to allow it again. */
export function Suppressions({ suppressed, nothing, mayRelease = true }: SuppressionsProps) {
  return (
    <ActionForm action={release}>
      {suppressed.length === 0 && <p>{nothing}</p>}
      <ul>
        {suppressed.map(({ email, reason, suppressedUntil }) => (
          <li
            key={`${reason} ${email}`}
            className="flex flex-wrap items-baseline justify-between gap-x-6 border-b border-hairline py-3 first:pt-0 last:border-b-0"
          >
            <div className="wrap-anywhere">
              <p className="font-semibold">{email}</p>
              <p className="text-muted">
                {EFFECTS[reason]} until <Time iso={suppressedUntil} /> UTC
              </p>
            </div>
            {mayRelease ? (
              <TextButton
                name="release"
                value={`${reason} ${email}`}
                aria-label={`Allow again: ${email}`}
              >
                Allow again
              </TextButton>
            ) : (
              <p className="text-muted">An operator of the deployment can allow it again</p>
            )}
          </li>
        ))}
      </ul>
    </ActionForm>
  );
}
