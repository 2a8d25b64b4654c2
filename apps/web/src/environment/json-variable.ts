import { z } from "zod";

/** A variable of the environment that holds JSON. */
export function jsonVariable<Value>(schema: z.ZodType<Value>) {
  return z.string().transform((json, ctx) => {
    const parsed = schema.safeParse(parseJson(json));
    if (parsed.success) return parsed.data;
    ctx.addIssue({ code: "custom", message: z.prettifyError(parsed.error) });
    return z.NEVER;
  });
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
