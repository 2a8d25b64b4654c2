import createClient from "openapi-fetch";
import type { paths } from "./watchword.ts";

interface World {
  fetch: (request: Request) => Promise<Response>;
  readCode: (otpId: string) => Promise<string>;
}

/** What a program does with a client that was generated from the OpenAPI document. */
export async function tellStory({ fetch, readCode }: World) {
  const client = createClient<paths>({ baseUrl: "https://watchword.test", fetch });
  const asked = await client.POST("/api/v1/email-otp/request", {
    body: { email: "ada@example.com" },
  });
  if (asked.error) throw new Error(asked.error.error.reason);
  const { otpId } = asked.data;

  const early = await client.POST("/api/v1/email-otp/resend", { body: { otpId } });
  // @ts-expect-error a code can't be sent as a number
  await client.POST("/api/v1/email-otp/sign-in", { body: { otpId, code: 123_456 } });
  const wrong = await client.POST("/api/v1/email-otp/sign-in", {
    body: { otpId, code: "000000" },
  });
  const signedIn = await client.POST("/api/v1/email-otp/sign-in", {
    body: { otpId, code: await readCode(otpId), transport: "token" },
  });
  if (signedIn.error) return { refused: signedIn.error.error.reason };
  const headers = { authorization: `Bearer ${signedIn.data.token}` };
  const current = await client.GET("/api/v1/session/current", { headers });
  return {
    // A reason is there whatever the status is: none has to be told apart first.
    early: early.error?.error.reason,
    waitsMs: early.error?.error.retryAfterMs,
    wrong: whyNot(wrong.error?.error.reason),
    email: current.data?.user.email,
  };
}

/** Compiles only if a sign-in by code is refused for one of these reasons, and for no other. */
function whyNot(
  reason:
    | "INVALID_INPUT"
    | "INVALID_TOKEN"
    | "EXPIRED_TOKEN"
    | "TOO_MANY_ATTEMPTS"
    | "FORBIDDEN"
    | "RATE_LIMITED"
    | "UNAVAILABLE"
    | "INTERNAL_SERVER_ERROR"
    | undefined,
): string | undefined {
  return reason;
}
