import type { Overview } from "@watchword/auth/operator";
import { Row } from "../../../components/page-layout.tsx";
import { count, share } from "../chart/figures.ts";

type LengthStanding = Overview["budgets"][number];

const STATES: Record<LengthStanding["state"], string> = {
  open: "open",
  half: "half spent: new codes are longer",
  spent: "spent: no longer checked",
};

const FILLS: Record<LengthStanding["state"], string> = {
  open: "fill-accent",
  half: "fill-mark",
  spent: "fill-error",
};

/** How much of the deployment's guessing is used up, for each length of code. */
export function Budgets({ budgets }: { budgets: LengthStanding[] }) {
  return (
    <Row note={<h2>Guess budget</h2>}>
      <p className="max-w-prose">
        Wrong codes that were checked in the last 24 hours, across the whole deployment. From the
        mark at half, new codes are one digit longer.
      </p>
      <ul className="mt-4 space-y-5">
        {budgets.map((budget) => (
          <li key={budget.digits}>
            <p className="flex flex-wrap justify-between gap-x-6">
              <span>
                <strong className="font-semibold">{budget.digits} digits</strong>,{" "}
                {STATES[budget.state]}
              </span>
              <span className="text-muted">
                {count(budget.spent)} of {count(budget.limit)} spent (
                {share(budget.spent, budget.limit)}), {count(budget.limit - budget.spent)} left
              </span>
            </p>
            <Meter {...budget} />
          </li>
        ))}
      </ul>
    </Row>
  );
}

function Meter({ spent, limit, state }: LengthStanding) {
  return (
    <svg width="100%" height="18" aria-hidden="true" className="chart mt-1.5 block">
      <rect
        y="3"
        width="100%"
        height="12"
        className="fill-hairline forced-colors:fill-[Canvas] forced-colors:stroke-[CanvasText]"
      />
      <rect y="3" width={`${(100 * spent) / limit}%`} height="12" className={FILLS[state]} />
      <line x1="50%" x2="50%" y2="18" className="stroke-ink [stroke-width:2]" />
    </svg>
  );
}
