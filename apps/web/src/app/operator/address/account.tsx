import type { AddressView } from "@watchword/auth/operator";
import { Row } from "../../../components/page-layout.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { ActionForm } from "../../forms/action-form.tsx";
import { AskFirst } from "../ask-first.tsx";
import { Time } from "../words/time.tsx";
import { changeAccount } from "./actions.ts";

/** The address's account, or a form to create one. */
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
                "Active"
              ) : (
                <strong className="font-semibold text-error">
                  Disabled since <Time iso={user.disabledAt} /> UTC
                </strong>
              )}
              , {user.emailVerified ? "email address verified" : "email address not verified"},{" "}
              {user.hasPassword ? "with a password" : "without a password"}.
            </p>
            <p className="text-muted wrap-anywhere">
              Created <Time iso={user.createdAt} /> UTC, id {user.id}
            </p>
            {user.disabledAt === null ? (
              <AskFirst
                open="Disable account"
                lead="Its sessions end immediately, its codes and links stop working, and its owner can’t sign in until you enable it again."
                name="change"
                value="disable"
              >
                Yes, disable it
              </AskFirst>
            ) : (
              <Button look="plain" className="mt-4" name="change" value="enable">
                Enable account
              </Button>
            )}
          </>
        ) : (
          <>
            <p>
              No account. One is created when someone verifies the address, or when you create it.
            </p>
            <Button look="plain" className="mt-4" name="change" value="invite">
              Send an invitation
            </Button>
            <label className="mt-6 flex items-center gap-3">
              <input type="checkbox" name="proven" value="yes" className="size-5 accent-accent" />
              Its owner has verified the address elsewhere
            </label>
            <Button look="plain" className="mt-4" name="change" value="create">
              Create account
            </Button>
          </>
        )}
      </ActionForm>
    </Row>
  );
}
