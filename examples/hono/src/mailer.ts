import type { SendMail } from "watchword";

/** Sends by a mail service of the app's own, which sends each key once. What it doesn't take is tried again. */
export function mailerOf(url: string): SendMail {
  return async ({ idempotencyKey, from, to, subject, text, html }, signal) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": idempotencyKey },
      body: JSON.stringify({ from, to, subject, text, html }),
      signal,
    });
    if (!response.ok) throw new Error(`The mail service answered ${response.status}`);
  };
}
