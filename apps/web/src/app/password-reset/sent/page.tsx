import type { Metadata } from "next";
import { Sheet } from "../../../components/sheet.tsx";
import { NoMail, SentTo } from "../../challenge/sent-to.tsx";
import { readAskedAddress } from "../asked-cookie.ts";

const TITLE = "Look into your mail";

export const metadata: Metadata = { title: TITLE };

export default async function Page() {
  const email = await readAskedAddress();
  return (
    <Sheet
      focusTitle
      title={TITLE}
      lead="If this address has an account, a mail is on its way. The link in it sets a new password."
    >
      {email !== null && <SentTo email={email} changeHref="/password-reset" />}
      <NoMail email={email}>
        <p>
          It can take a minute, and may lie among the spam. If none comes, the address has no
          account here, or was sent enough mail lately: then the newest link still works.
        </p>
      </NoMail>
    </Sheet>
  );
}
