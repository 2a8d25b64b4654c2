import { z } from "zod";

/** What a refusal may say beside its reason. */
export const refusalDetails = {
  retryAfterMs: z.number().exactOptional().meta({ description: "When it may be tried again." }),
  fields: z
    .record(z.string(), z.string())
    .exactOptional()
    .meta({ description: "Path of the input → what is wrong with it." }),
  used: z
    .literal(true)
    .exactOptional()
    .meta({ description: "What was looked at is a link that was used." }),
};
