import { z } from "zod";

/** Where mails are handed over by SMTP: a host, and who enters it. */
export const smtpUrl = z
  .url({ protocol: /^smtps?$/, error: "Not an smtp:// or smtps:// URL" })
  .refine((given) => /^smtps?:\/\/(?:[^/?#%]|%[0-9a-f]{2})+\/?(\?tls=off)?$/i.test(given), {
    error: "Holds a host, a port, a user and a password, perhaps `?tls=off`, and nothing else",
  })
  .refine((given) => !/^smtps:.*\?tls=off$/i.test(given), {
    error: "smtps:// is TLS from the first byte; `?tls=off` makes sense with smtp:// only",
  });
