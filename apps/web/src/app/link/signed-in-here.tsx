import { AddressRow } from "../../components/address-row.tsx";
import { Link } from "../../components/link.tsx";
import { buttonStyle } from "../../components/ui/button.tsx";
import { getTranslate } from "../../language/translations.ts";

/** Shows who is signed in already, with a link to their account. */
export async function SignedInHere({ email }: { email: string }) {
  const t = await getTranslate();
  return (
    <AddressRow note={t("common.signed-in-as")} email={email}>
      <Link href="/account" className={buttonStyle({ className: "mt-5" })}>
        {t("common.to-account")}
      </Link>
    </AddressRow>
  );
}
