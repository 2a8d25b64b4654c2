import { createWatchwordClient } from "@watchword/client";

/** A code by mail, typed into the app, up to where the mail is on its way. */
export async function askForCode(url: string): Promise<number | null> {
  const client = createWatchwordClient({ url });
  return (await client.emailOtp.request.mutate({ email: "phone@example.com" })).codeLength;
}
