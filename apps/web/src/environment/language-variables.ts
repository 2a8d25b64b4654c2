import path from "node:path";
import { isLocale, type Locale, LOCALES } from "@watchword/db/locale";
import { z } from "zod";
import { type OwnWords, readMessagesFolder } from "../catalogues/messages-folder.ts";

/** `LOCALES`: tags of languages, separated by commas. */
export const locales = z.string().transform((list, ctx): [Locale, ...Locale[]] => {
  const tags = list.split(",").map((tag) => tag.trim());
  const [first, ...others] = tags.filter(isLocale);
  if (
    first !== undefined &&
    others.length + 1 === tags.length &&
    new Set(tags).size === tags.length
  )
    return [first, ...others];
  ctx.addIssue({
    code: "custom",
    message: `Not a list of some of ${LOCALES.join(",")}, each named once`,
  });
  return z.NEVER;
});

/** `MESSAGES_DIR`: a folder, relative to `root`, with messages that replace those of the catalogues. */
export function messagesDir(root: string): z.ZodType<OwnWords, string> {
  return z.string().transform((given, ctx) => {
    const { words, problems } = readMessagesFolder(
      path.resolve(/* turbopackIgnore: true */ root, given),
    );
    for (const message of problems) ctx.addIssue({ code: "custom", message });
    return words;
  });
}
