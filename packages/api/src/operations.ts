import { z } from "zod";
import { kebabCase } from "./kebab-case.ts";
import { isRecorded } from "./limit-client.ts";
import type { ProcedureMeta } from "./procedure-meta.ts";
import { type Reason, REASONS } from "./refusal.ts";
import { type AppRouter, appRouter } from "./router.ts";
import { noInput } from "./trpc.ts";

export type RouterName = keyof AppRouter["_def"]["record"];

/** A procedure as a caller without tRPC sees it. */
export interface Operation extends Required<Pick<ProcedureMeta, "session" | "summary">> {
  /** `emailOtp.request` */
  path: string;
  /** `email-otp/request` */
  route: string;
  router: RouterName;
  description: string | undefined;
  /** Whether it takes a captcha's response. */
  captcha: boolean;
  method: "get" | "post";
  /** Null for GET; a POST without input takes `{}`. */
  input: z.ZodType | null;
  output: z.ZodType;
  /** The reasons for which a call may be refused, and no others. */
  refusals: Reason[];
}

/** Every procedure of the router. Throws if one lacks its summary or the schema of its answer. */
export function listOperations(): Operation[] {
  return Object.entries(appRouter._def.record).flatMap(([router, procedures]) =>
    Object.entries(procedures).map(([name, procedure]) =>
      // tRPC's types omit some of a procedure's properties.
      toOperation(router as RouterName, name, procedure._def as unknown as Definition),
    ),
  );
}

interface Definition {
  type: "query" | "mutation";
  meta: ProcedureMeta;
  inputs: z.ZodType[];
  output?: z.ZodType;
}

function toOperation(router: RouterName, name: string, definition: Definition): Operation {
  const path = `${router}.${name}`;
  const { type, meta, output, inputs } = definition;
  const { summary, description, session, captcha = false } = meta;
  if (!summary || !session) throw new Error(`${path} has no summary: say in .meta() what it does.`);
  if (!output) throw new Error(`${path} doesn't say what it answers: give it an .output().`);
  const given = inputs.find((schema) => schema !== noInput);
  // What identifies a sign-in stays out of URLs: queries that take input go by POST.
  const method = type === "query" && given === undefined ? "get" : "post";
  const input = method === "get" ? null : (given ?? z.strictObject({}));
  const refusals = refusalsOf(definition);
  const route = `${kebabCase(router)}/${kebabCase(name)}`;
  return {
    path,
    route,
    router,
    summary,
    description,
    captcha,
    session,
    method,
    input,
    output,
    refusals,
  };
}

/** Any call may be malformed, come from another origin's page, or find the database out of reach. */
const ANY: readonly Reason[] = ["INVALID_INPUT", "FORBIDDEN", "UNAVAILABLE"];

const BY_SESSION: Record<Operation["session"], readonly Reason[]> = {
  none: [],
  any: [],
  own: ["UNAUTHENTICATED"],
  operator: ["UNAUTHENTICATED", "REAUTHENTICATE"],
};

function refusalsOf({ type, meta }: Definition): Reason[] {
  const { session = "none", limit, refuses = [] } = meta;
  const possible = new Set([...ANY, ...BY_SESSION[session], ...refuses]);
  if (limit || isRecorded(type, meta)) possible.add("RATE_LIMITED");
  return REASONS.filter((reason) => possible.has(reason));
}
