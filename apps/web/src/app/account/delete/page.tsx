import type { Metadata } from "next";
import { Row, Sheet } from "../../../components/sheet.tsx";
import { AddressForm } from "../../address-form.tsx";
import { withOutage } from "../../outage.tsx";
import { isFresh, requireVisitor } from "../guard.ts";
import { BackToAccount, SignInAgain } from "../sign-in-again.tsx";
import { deleteAccount } from "./actions.ts";

export const metadata: Metadata = { title: "Delete the account" };

export default withOutage(async function Page() {
  const visitor = await requireVisitor("/account/delete");
  return (
    <Sheet title="Delete the account" lead="At once, and for good: nobody can bring it back.">
      <Row note="Account">
        <p className="font-semibold wrap-anywhere">{visitor.user.email}</p>
      </Row>
      <Row note="What is lost">
        <ul className="max-w-prose list-disc space-y-1 pl-5">
          <li>The account, with its address and its password.</li>
          <li>Every session, on every device, and in the apps that you went to from here.</li>
          <li>Every code and link that is under way.</li>
          <li>A link that takes back an earlier change of address.</li>
        </ul>
        <p className="mt-4 max-w-prose text-muted">
          We mail you that it happened. The address can sign up again, to an empty account.
        </p>
      </Row>
      {(await isFresh(visitor)) ? (
        <AddressForm
          action={deleteAccount}
          email=""
          begins={false}
          label="Type its address"
          autoComplete="off"
          submit={["Delete the account", "Deleting it…"]}
        />
      ) : (
        <SignInAgain next="/account/delete" />
      )}
      <BackToAccount />
    </Sheet>
  );
});
