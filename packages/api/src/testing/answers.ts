import type { inferRouterOutputs } from "@trpc/server";
import type { RefusalData } from "../refusal.ts";
import type { AppRouter } from "../router.ts";

type Outputs = inferRouterOutputs<AppRouter>;

/** What a procedure returns, by its name; unknown for a name that is made up at run time. */
export type DataOf<Path extends string> = Path extends `${infer Router}.${infer Procedure}`
  ? Router extends keyof Outputs
    ? Procedure extends keyof Outputs[Router]
      ? Outputs[Router][Procedure]
      : unknown
    : unknown
  : unknown;

/** What came back. A test reads the part that it expects, and fails if that isn't there. */
export interface Body<Data = unknown> {
  result: { data: Data };
  error: { code: number; message: string; data: RefusalData & { path?: string } };
}
