import type { Metadata } from "next";
import { readPending } from "../../../challenge-cookie.ts";
import { Row, Sheet } from "../../../components/sheet.tsx";
import { AddressForm } from "../../address-form.tsx";
import { withOutage } from "../../outage.tsx";
import { isFresh, requireVisitor } from "../guard.ts";
import { BackToAccount, SignInAgain } from "../sign-in-again.tsx";
import { requestChange } from "./actions.ts";

export const metadata: Metadata = { title: "Change the address" };

export default withOutage(async function Page() {
  const visitor = await requireVisitor("/account/email");
  const { id, email } = visitor.user;
  const pending = await readPending("email-change");
  const asked = pending?.userId === id && pending.email !== email ? pending.email : "";
  return (
    <Sheet
      title="Change the address"
      lead="We mail a code to the new address. Once you have entered it, that is the one you sign in with; until then nothing changes."
    >
      <Row note="Address now">
        <p className="font-semibold wrap-anywhere">{email}</p>
        <p className="mt-3 max-w-prose text-muted">
          It is told, with a link that takes the change back for 7 days. Every other session ends.
        </p>
      </Row>
      {(await isFresh(visitor)) ? (
        <AddressForm action={requestChange} email={asked} label="New address" autoComplete="off" />
      ) : (
        <SignInAgain next="/account/email" />
      )}
      <BackToAccount />
    </Sheet>
  );
});
