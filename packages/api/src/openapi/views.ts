import { restEnvelope } from "../http/rest-envelope.ts";
import { trpcEnvelope } from "../http/trpc-envelope.ts";
import type { Operation } from "../operations.ts";
import type { Failures } from "./failures.ts";
import { restFailures } from "./rest-failures.ts";
import type { JsonSchema } from "./schemas.ts";
import { trpcFailures } from "./trpc-failures.ts";

export type ViewName = "v1" | "operators" | "trpc";

/** What one document describes, and in which envelope. */
export interface View {
  title: string;
  about: string;
  holds(operation: Operation): boolean;
  pathOf(operation: Operation): string;
  /** The schema of what answers a call with status 200. */
  granted(data: JsonSchema): JsonSchema;
  failures: Failures;
}

const SESSIONS = `The session goes as a cookie or, for callers that ask with \`"transport": "token"\`, as a bearer token.

A registered app's server presents its app's key, and says for whom it calls, in three headers: \`x-watchword-app\` (its
id), \`x-watchword-key\` and \`x-watchword-forwarded\` (\`ip=…&userAgent=…&locale=…&place=…\`). Limits, mails and sessions are
that visitor's then. A wrong key, or a visitor without a key, is \`FORBIDDEN\`.`;

const CALLS = `Calls are JSON: the body of a POST is the input, and status 200 answers the output. Any other status answers
\`{"error": {"reason": …, "message": …}}\`. Branch on \`reason\`, which is stable. ${SESSIONS}`;

const rest = {
  pathOf: ({ route }: Operation) => restEnvelope.endpoint + route,
  granted: (data: JsonSchema) => data,
  failures: restFailures,
};

export const VIEWS: Record<ViewName, View> = {
  v1: {
    title: "Watchword",
    about: `Sign in with an emailed code, prove an address, reset a password by link, hand a session to another app.\n\n${CALLS}`,
    holds: ({ session }) => session !== "operator",
    ...rest,
  },
  operators: {
    title: "Watchword for operators",
    about: `What the operators' pages do, for those who run the deployment.\n\n${CALLS}`,
    holds: ({ session }) => session === "operator",
    ...rest,
  },
  trpc: {
    title: "Watchword over tRPC",
    about: `The same procedures as tRPC's clients call them. An answer is \`{"result":{"data":…}}\`, a refusal
\`{"error":{"data":{"reason":…}}}\` under its HTTP status. ${SESSIONS}`,
    holds: () => true,
    pathOf: ({ path }) => trpcEnvelope.endpoint + path,
    granted: (data) => ({
      type: "object",
      required: ["result"],
      properties: { result: { type: "object", required: ["data"], properties: { data } } },
    }),
    failures: trpcFailures,
  },
};
