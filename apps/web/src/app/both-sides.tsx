const ROWS = [
  {
    what: "Words",
    page: "amber otter",
    mail: "amber otter",
    why: "are the same, or the mail is a fake",
  },
  { what: "Code", page: "482915", mail: "482915", why: "is typed or pasted into the page" },
  { what: "Link", page: null, mail: "Sign in", why: "signs in the browser it is pressed in" },
] as const;

/** The product in one drawing: a tally, one half on the page and one in the mail. */
export function BothSides() {
  return (
    <table className="w-full max-w-[34rem] border-collapse text-left">
      <caption className="sr-only">What the sign-in page and its mail share</caption>
      <thead className="text-muted">
        <tr>
          <th scope="col" className="sr-only">
            Part
          </th>
          <th scope="col" className="w-1/2 pb-3 font-normal">
            The page
          </th>
          <td className="relative w-9">
            <Cut />
          </td>
          <th scope="col" className="w-1/2 pb-3 pl-3 font-normal">
            The mail
          </th>
        </tr>
      </thead>
      <tbody>
        {ROWS.map(({ what, page, mail, why }) => (
          <tr key={what} className="align-top">
            <th scope="row" className="sr-only">
              {what}
            </th>
            <td className="border-t border-hairline py-3.5">
              <span className="font-mono whitespace-nowrap">
                {page ?? <span className="sr-only">none</span>}
              </span>
            </td>
            <td className="relative w-9">
              <Cut />
            </td>
            <td className="border-t border-hairline py-3.5 pl-3">
              <span className="font-mono whitespace-nowrap">{mail}</span>
              <span className="block text-muted">{why}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cut() {
  return <span className="absolute inset-0 block tally-cut" aria-hidden="true" />;
}
