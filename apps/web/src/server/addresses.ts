import type { Env } from "../environment/env.ts";

/** Where everything is, for the person who just started it. */
export function printAddresses(env: Env, database: string): void {
  const { publicUrl, mailboxDir, previewsUrl, development, apps } = env;
  const rows = [
    ["Watchword", publicUrl],
    ["Sign in", `${publicUrl}/sign-in`],
    ...(mailboxDir === null ? [] : [["Mailbox", `${publicUrl}/dev/mailbox`] as const]),
    ...(previewsUrl ? [["Mail previews", previewsUrl]] : []),
    ...(development
      ? apps.flatMap(({ name, origin }) => (origin ? [[`${name} app`, origin] as const] : []))
      : []),
    ["Database", database],
  ] as const;
  const lines = rows.map(([name, where]) => `  ${name.padEnd(14)} ${where}`);
  console.log(`\n${lines.join("\n")}\n`);
}
