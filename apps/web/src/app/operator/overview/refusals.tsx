import type { Overview } from "@watchword/auth/operator";
import { Row } from "../../../components/page-layout.tsx";
import { count, share } from "../chart/figures.ts";
import { reasonWords } from "../words/reason-words.ts";

/** Why calls were refused: a table whose figures are also drawn. */
export function Refusals({ refusals }: Pick<Overview, "refusals">) {
  const total = refusals.reduce((sum, refusal) => sum + refusal.count, 0);
  const most = Math.max(1, ...refusals.map((refusal) => refusal.count));
  if (total === 0) return <Row note={<h2>Refusals by reason</h2>}>Nothing was refused.</Row>;
  return (
    <Row note={<h2>Refusals by reason</h2>}>
      <table className="w-full border-collapse">
        <caption className="pb-2 text-start text-muted">Most frequent first</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">Reason</th>
            <th scope="col">Refusals</th>
          </tr>
        </thead>
        <tbody>
          {refusals.map((refusal) => (
            <tr key={refusal.reason} className="block @3xl:table-row">
              <th
                scope="row"
                className="block pe-6 text-start align-middle font-normal wrap-anywhere @3xl:table-cell @3xl:w-80 @3xl:py-2"
              >
                {reasonWords(refusal.reason)}
              </th>
              <td className="block align-middle @3xl:table-cell">
                {count(refusal.count)}{" "}
                <span className="text-muted">({share(refusal.count, total)})</span>
                <Strip share={refusal.count / most} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Row>
  );
}

function Strip({ share: part }: { share: number }) {
  return (
    <svg width="100%" height="8" aria-hidden="true" className="chart mt-1 mb-2 block">
      <rect width={`${part * 100}%`} height="8" className="fill-error" />
    </svg>
  );
}
