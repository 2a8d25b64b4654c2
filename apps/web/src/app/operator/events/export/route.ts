import { Readable } from "node:stream";
import type { OperatorScope } from "@watchword/api/operator-scope";
import { exportEvents } from "@watchword/auth/operator";
// oxlint-disable-next-line no-restricted-imports -- A file that is written while it is read is no procedure's answer.
import { getAuth } from "../../../../auth/auth.ts";
import { getCaller } from "../../../../caller/caller.ts";
import { log } from "../../../../log/log.ts";
import { textOf } from "../../../forms/form-text.ts";
import { refusalIn } from "../../../refusals/refused.ts";
import { readFilteredBy } from "../../address-cookies.ts";
import { getOperatorScope } from "../../../visitor/is-operator.ts";
import { type Filter, filterQuery, parseFilter } from "../filter.ts";
import { answerRefusal, goTo } from "./answer-refusal.ts";
import { FORMATS } from "./formats.ts";

const PAGE = "/operator/events";

/** The events that the posted filter shows, as a file that is written while they are read. */
export async function POST(request: Request): Promise<Response> {
  const form = await request.formData().catch(() => null);
  if (!form) return new Response("The form is malformed.", { status: 400 });
  const { input, ignored, fields } = parseFilter(
    (name) => textOf(form, name),
    await readFilteredBy(),
  );
  if (ignored.length > 0) return goTo(`${PAGE}?${filterQuery(fields)}`);
  try {
    const scope = await getOperatorScope();
    const filter = { collection: scope ?? "users", ...input };
    await (await getCaller()).operator.exportEvents(filter);
    if (scope === undefined) return answerRefusal({ reason: "FORBIDDEN" }, PAGE);
    return answerFile(filter, scope, textOf(form, "format") === "csv" ? "csv" : "jsonl");
  } catch (error) {
    return answerRefusal(refusalIn(error), PAGE);
  }
}

/** A file of `filter`'s events, which is written while they are read. */
function answerFile(
  filter: Filter["input"] & { collection: string },
  scope: OperatorScope,
  name: keyof typeof FORMATS,
): Response {
  const { type, write } = FORMATS[name];
  const { from, to, ...rest } = filter;
  const moments = {
    ...(from !== undefined && { from: new Date(from) }),
    ...(to !== undefined && { to: new Date(to) }),
  };
  const pages = exportEvents(getAuth(), { ...rest, ...moments }, scope);
  const file = write(pages).on("error", (err) => log.warn({ err }, "An export was cut off"));
  return new Response(Readable.toWeb(file) as ReadableStream, {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="watchword-events.${name}"`,
      "cache-control": "no-store",
    },
  });
}
