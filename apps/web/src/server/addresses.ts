import type { Env } from "../env.ts";

/** Where everything is, for the person who just started it. */
export function printAddresses({ publicUrl, previewsUrl }: Env, database: string): void {
  const rows = [
    ["Watchword", publicUrl],
    ["Sign in", `${publicUrl}/sign-in`],
    ["Mailbox", `${publicUrl}/dev/mailbox`],
    ...(previewsUrl ? [["Mail previews", previewsUrl]] : []),
    ["Database", database],
  ] as const;
  const lines = rows.map(([name, where]) => `  ${name.padEnd(14)} ${where}`);
  console.log(`\n${lines.join("\n")}\n`);
}
