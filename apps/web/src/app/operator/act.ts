import "server-only";
import type { RefusalData } from "@watchword/api/refusal";
import { refresh } from "next/cache";
import { notFound } from "next/navigation";
import { getCaller } from "../../caller/caller.ts";
import { signInFirst } from "../visitor/guard.ts";
import { refusalIn } from "../refusals/refused.ts";
import type { Acted } from "../forms/action-form.tsx";
import { isOperator } from "../visitor/is-operator.ts";
import type { OperatorPath } from "./navigation.tsx";

type Operations = Awaited<ReturnType<typeof getCaller>>["operator"];

interface OperatorActed extends Acted {
  /** Path of the procedure's input → what is wrong with it. */
  fields: Record<string, string>;
}

/** Does something, and returns what was done or why it wasn't; the page then shows the current state. */
export async function act(
  path: OperatorPath,
  operate: (operator: Operations) => Promise<string>,
): Promise<OperatorActed> {
  try {
    const said = await operate((await getCaller()).operator);
    refresh();
    return { said, refused: false, fields: {} };
  } catch (error) {
    const refusal = refusalIn(error);
    signInFirst(refusal, path);
    refresh();
    if (refusal.reason === "FORBIDDEN" && !(await isOperator())) notFound();
    return { said: words(refusal), refused: true, fields: refusal.fields ?? {} };
  }
}

function words({ reason, fields }: RefusalData): string {
  switch (reason) {
    case "FORBIDDEN":
      return "Not done: you can’t do this to your own account.";
    case "INVALID_TOKEN":
      return "Not done: that email has expired. Its owner can ask for a new one.";
    case "INVALID_INPUT":
      return `Not done: ${Object.values(fields ?? {}).join("; ") || "it no longer exists"}.`;
    case "RATE_LIMITED":
      return "Not done: too many attempts. Try again in a minute.";
    case "UNAVAILABLE":
      return "Not done: we’re having trouble reaching the database. Try again in a moment.";
    default:
      return "Not done.";
  }
}
