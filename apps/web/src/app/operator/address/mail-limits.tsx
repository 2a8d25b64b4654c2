import type { AddressView } from "@watchword/auth/operator";
import { TextButton } from "../../../components/ui/button.tsx";
import { ActionForm } from "../../forms/action-form.tsx";
import { count } from "../chart/figures.ts";
import { Time } from "../words/time.tsx";
import { allowOneMore } from "./actions.ts";
import { MAIL_KIND_WORDS } from "./mail-kind-words.ts";

type Standing = AddressView["mails"][number];

/** How many emails the address can be sent now, with a button to allow another. */
export function MailLimits({ view: { email, collection, mails } }: { view: AddressView }) {
  return (
    <ActionForm action={allowOneMore}>
      <input type="hidden" name="email" value={email} />
      <input type="hidden" name="collection" value={collection} />
      <ul>
        {mails.map((standing) => (
          <Limit key={standing.kind} {...standing} />
        ))}
      </ul>
    </ActionForm>
  );
}

function Limit({ kind, left, limit, nextAt }: Standing) {
  const { name, about } = MAIL_KIND_WORDS[kind];
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-6 border-b border-hairline py-3 last:border-b-0">
      <div>
        <p className="font-semibold">
          {name}:{" "}
          {nextAt === null ? (
            `${count(left)} of ${count(limit)} left`
          ) : (
            <strong className="text-error">none of {count(limit)} left</strong>
          )}
        </p>
        <p className="text-muted">
          {nextAt === null ? (
            about
          ) : (
            <>
              Requests are answered, but not mailed. The next email can be sent at{" "}
              <Time iso={nextAt} /> UTC.
            </>
          )}
        </p>
      </div>
      {left < limit && (
        <TextButton name="kind" value={kind} aria-label={`Allow one more now: ${name}`}>
          Allow one more now
        </TextButton>
      )}
    </li>
  );
}
