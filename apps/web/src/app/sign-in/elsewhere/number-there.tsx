import { getTranslate } from "../../../language/translations.ts";
import { ShownCodeForm } from "../../forms/shown-code-form.tsx";
import { approveNumber } from "./actions.ts";

interface NumberThereProps {
  /** The token of the link. */
  token: string;
  /** Whether the typed number was right; null while none was typed. */
  approved: boolean | null;
}

/** On the link's page: the field for the number of the browser that asked. There is one try. */
export async function NumberThere({ token, approved }: NumberThereProps) {
  const t = await getTranslate();
  if (approved) return <p className="max-w-prose">{t("sign-in-link.approved")}</p>;
  return (
    <ShownCodeForm
      action={approveNumber}
      name="number"
      token={token}
      spent={approved === false ? t("sign-in-link.number-wrong") : null}
      inputMode="numeric"
      className="max-w-44"
      before={
        <>
          <p className="mb-5 max-w-prose">{t("sign-in-link.number-there")}</p>
          <label htmlFor="number" className="mb-2 block">
            {t("sign-in-link.number")}
          </label>
        </>
      }
      after={<p className="mt-4 max-w-prose text-muted">{t("sign-in-link.number-warning")}</p>}
      submit={[t("sign-in-link.sign-in-there"), t("common.signing-in")]}
    />
  );
}
