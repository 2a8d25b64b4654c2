"use client";

import type { Range } from "@watchword/auth/operator";
import { useQuery } from "@tanstack/react-query";
import { Link } from "../../../components/link.tsx";
import { useTRPC } from "../../../trpc/provider.tsx";
import { Row } from "../../../components/page-layout.tsx";
import { signInPath } from "../../visitor/sign-in-path.ts";
import { count, counted, duration } from "../chart/figures.ts";
import { Time } from "../words/time.tsx";
import { Attention, PastAttack } from "./attention.tsx";
import { Budgets } from "./budgets.tsx";
import { Charts } from "./charts.tsx";
import { KeyFigures } from "./key-figures.tsx";
import { Refusals } from "./refusals.tsx";
import { findUnusual } from "./unusual.ts";

const EVERY_MS: Record<Range, number> = { hour: 5_000, day: 15_000, week: 60_000 };

/** The overview, kept up to date while an operator looks. */
export function LiveOverview({ range }: { range: Range }) {
  const trpc = useTRPC();
  const { data, error } = useQuery(
    trpc.operator.overview.queryOptions(
      { range },
      {
        refetchInterval: ({ state }) => (state.error?.data ? false : EVERY_MS[range]),
        retry: (_, { data: refusal }) => !refusal,
      },
    ),
  );
  if (!data) return null;
  const unusual = findUnusual(data.points);
  const { waiting, ageSeconds } = data.queue;
  return (
    <>
      <Row note="Now">
        <Attention overview={data} unusual={unusual} />
        <p className="mt-4 text-muted">
          As of <Time iso={data.to} /> UTC.{" "}
          {error?.data && (
            <a
              href={signInPath({ next: `/operator?range=${range}`, again: true })}
              className="link"
            >
              Sign in again to keep this up to date
            </a>
          )}
        </p>
      </Row>
      <KeyFigures overview={data} range={range} />
      <PastAttack overview={data} unusual={unusual} />
      <Charts overview={data} range={range} unusual={unusual} />
      <Refusals refusals={data.refusals} />
      <Budgets budgets={data.budgets} />
      <Row note={<h2>Queue</h2>}>
        <p>
          {waiting === 0
            ? "No emails are waiting."
            : `${waiting === 1 ? "One email is" : `${count(waiting)} emails are`} waiting, the oldest for ${duration(ageSeconds * 1_000)}.`}{" "}
          <Link href="/operator/mails" className="link">
            {count(data.queue.failed)} failed, {count(data.queue.resendable)} of them can be sent
            again; {counted(data.suppressed, "address", "es")} suppressed
          </Link>
        </p>
      </Row>
    </>
  );
}
