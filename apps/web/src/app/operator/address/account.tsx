import type { AddressView } from "@watchword/auth/operator";
import { Row } from "../../../components/sheet.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { ActionForm } from "../action-form.tsx";
import { AskFirst } from "../ask-first.tsx";
import { Time } from "../time.tsx";
import { changeAccount } from "./actions.ts";

/** The address's account, or the way to make one. */
export function Account({ view: { email, collection, user } }: { view: AddressView }) {
  return (
    <Row note={<h2>Account</h2>}>
      <ActionForm action={changeAccount}>
        <input type="hidden" name="email" value={email} />
        <input type="hidden" name="collection" value={collection} />
        {user ? (
          <>
            <input type="hidden" name="userId" value={user.id} />
            <p>
              {user.disabledAt === null ? (
                "In use"
              ) : (
                <strong className="font-semibold text-error">
                  Disabled since <Time iso={user.disabledAt} /> UTC
                </strong>
              )}
              , {user.emailVerified ? "its address proven" : "its address not proven yet"},{" "}
              {user.hasPassword ? "with a password" : "without a password"}.
            </p>
            <p className="text-muted wrap-anywhere">
              Made <Time iso={user.createdAt} /> UTC, as {user.id}
            </p>
            {user.disabledAt === null ? (
              <AskFirst
                open="Disable the account"
                lead="Its sessions end at once, its codes and links are worth nothing, and its owner can’t sign in until you enable it."
                name="change"
                value="disable"
              >
                Yes, disable it
              </AskFirst>
            ) : (
              <Button look="plain" className="mt-4" name="change" value="enable">
                Enable the account
              </Button>
            )}
          </>
        ) : (
          <>
            <p>None. It comes into being when somebody proves the address, or when you make it.</p>
            <Button look="plain" className="mt-4" name="change" value="invite">
              Invite the address
            </Button>
            <label className="mt-6 flex items-center gap-3">
              <input type="checkbox" name="proven" value="yes" className="size-5 accent-accent" />
              Its owner has proven the address elsewhere
            </label>
            <Button look="plain" className="mt-4" name="change" value="create">
              Make the account
            </Button>
          </>
        )}
      </ActionForm>
    </Row>
  );
}
