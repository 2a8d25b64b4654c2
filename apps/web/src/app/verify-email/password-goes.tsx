import { Row } from "../../components/sheet.tsx";

/** What a first proof takes away, said before it is given. */
export function PasswordGoes() {
  return (
    <Row note="Before you do">
      <p className="max-w-prose border-l-3 border-mark pl-4">
        The account’s password was set while nobody had proven the address, so it may be a
        stranger’s: the proof removes it and ends every other session. You can set a new one right
        after.
      </p>
    </Row>
  );
}
