import type { AddressView } from "@watchword/auth/operator";
import { Row } from "../../../components/page-layout.tsx";
import { Time } from "../words/time.tsx";

/** The test accounts that the policy lists for the address; none for nearly all addresses. */
export function TestAccounts({ view: { testAccounts } }: { view: AddressView }) {
  if (testAccounts.length === 0) return null;
  return (
    <Row note={<h2>Test account</h2>}>
      <ul>
        {testAccounts.map(({ collection, until, live }) => (
          <li key={`${collection} ${until}`}>
            In the collection {collection}, it {live ? "signs in" : "signed in"} with a fixed code
            until <Time iso={until} /> UTC{live ? "." : ". No code reaches it any more."}
          </li>
        ))}
      </ul>
      <p className="text-muted">No email is ever sent to it.</p>
    </Row>
  );
}
