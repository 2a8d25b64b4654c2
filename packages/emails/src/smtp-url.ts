import { z } from "zod";

/** The host for SMTP, with user and password. */
export const smtpUrl = z
  .url({ protocol: /^smtps?$/, error: "Not an smtp:// or smtps:// URL" })
  .refine((given) => /^smtps?:\/\/(?:[^/?#%]|%[0-9a-f]{2})+\/?(\?tls=off)?$/i.test(given), {
    error: "Holds a host, a port, a user and a password, perhaps `?tls=off`, and nothing else",
  })
  .refine((given) => !/^smtps:.*\?tls=off$/i.test(given), {
    error: "smtps:// is TLS from the first byte; `?tls=off` makes sense with smtp:// only",
  });
