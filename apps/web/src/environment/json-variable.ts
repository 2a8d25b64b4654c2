import { z } from "zod";

/** A variable of the environment that contains JSON. */
export function jsonVariable<Value>(schema: z.ZodType<Value>) {
  return z.string().transform((json, ctx) => {
    const given = parseJson(json);
    if (given === undefined) {
      ctx.addIssue({ code: "custom", message: "Not JSON" });
      return z.NEVER;
    }
    const parsed = schema.safeParse(given);
    if (parsed.success) return parsed.data;
    ctx.addIssue({ code: "custom", message: z.prettifyError(parsed.error) });
    return z.NEVER;
  });
}

/** Parses JSON; undefined if it isn't JSON. */
export function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
