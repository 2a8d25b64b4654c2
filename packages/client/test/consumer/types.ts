import {
  createWatchwordClient,
  handoffUrl,
  type Inputs,
  type Outputs,
  readCallback,
  type Reason,
  refusalOf,
  type Session,
  type User,
} from "@watchword/client";

// Compiled, never run: what is right compiles, what is wrong doesn't.

const client = createWatchwordClient({ url: new URL("https://auth.example"), token: "t" });
createWatchwordClient({ url: "https://auth.example", token: () => null });
// @ts-expect-error A client is of some Watchword.
createWatchwordClient({});
// @ts-expect-error A token is a text.
createWatchwordClient({ url: "https://auth.example", token: 7 });

export async function calls(otpId: string): Promise<void> {
  const { codeLength, phrase } = await client.emailOtp.request.mutate({
    email: "ada@example.com",
    phrase: true,
  });
  const { user, session, token } = await client.emailOtp.signIn.mutate({ otpId, code: "482915" });
  createWatchwordClient({ url: "https://auth.example", token });
  const sessions: Session[] = await client.session.list.query();
  const who: { user: User; session: Session } | null = await client.session.current.query();
  const reset: Outputs["passwordReset"]["complete"] = await client.passwordReset.complete.mutate({
    token: "t",
    password: "a long and friendly phrase",
    transport: "token",
  });
  const verify: Inputs["oneTimeToken"]["verify"] = { token: "t", audience: "partner" };
  void [
    codeLength?.toFixed(),
    phrase?.length,
    user.email,
    session.id,
    token,
    sessions,
    who,
    verify,
  ];
  // @ts-expect-error A reset may sign nobody in.
  void reset.session.id;
  // @ts-expect-error The code of a link-only mail has no length.
  void codeLength.toFixed();

  // @ts-expect-error It is `email`.
  await client.emailOtp.request.mutate({ mail: "ada@example.com" });
  // @ts-expect-error Unknown fields are refused.
  await client.emailOtp.request.mutate({ email: "ada@example.com", surprise: 1 });
  // @ts-expect-error A code is a text: it may begin with 0.
  await client.emailOtp.signIn.mutate({ otpId, code: 482915 });
  // @ts-expect-error Cookie or token.
  await client.emailOtp.signIn.mutate({ otpId, code: "482915", transport: "header" });
  // @ts-expect-error Which challenge?
  await client.emailOtp.signIn.mutate({ code: "482915" });
  // @ts-expect-error It changes something.
  await client.session.signOut.query();
  // @ts-expect-error It changes nothing.
  await client.session.current.mutate();
  // @ts-expect-error There is no such procedure.
  await client.emailOtp.guess.mutate({ otpId });
  // @ts-expect-error No session ever shows its secret.
  void session.secret;
}

export function refusals(error: unknown): Reason | null {
  const refusal = refusalOf(error);
  // @ts-expect-error Not every error is a refusal.
  void refusal.reason;
  // @ts-expect-error Not one of the reasons.
  if (refusal?.reason === "NO_SUCH_REASON") return null;
  const email: string | undefined = refusal?.fields?.["email"];
  return email === undefined ? null : (refusal?.reason ?? null);
}

export function handoff(): string {
  const callback = readCallback("/callback?token=t&state=s", "s");
  // @ts-expect-error The user may have said no.
  void callback.token;
  // @ts-expect-error Not without a challenge.
  handoffUrl({ url: "https://auth.example", app: "partner", state: "s" });
  return callback.ok ? callback.token : callback.reason;
}
