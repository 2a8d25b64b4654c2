import {
  createPkce,
  createWatchwordClient,
  type Refusal,
  refusalOf,
  type WatchwordClient,
} from "@watchword/client";

/** What an app on another origin does with the package, and what comes of it. Web standards alone. */
export async function tellStory(url: string, sessionToken: string) {
  let requests = 0;
  const stranger = createWatchwordClient({
    url,
    fetch: (input, init) => {
      requests += 1;
      return fetch(input, init);
    },
  });
  const challenge = await stranger.emailOtp.request.mutate({
    email: "Ada@Example.com",
    phrase: true,
  });
  const { otpId } = challenge;
  const status = await stranger.emailOtp.status.query({ otpId });
  const member = createWatchwordClient({ url, token: async () => sessionToken });
  const unreachable = createWatchwordClient({ url: "http://127.0.0.1:9" });
  return {
    codeLength: challenge.codeLength,
    words: challenge.phrase?.split(" ").length,
    consumed: status.consumed,
    stranger: await stranger.session.current.query(),
    member: (await member.session.current.query())?.user.email,
    someoneElse: await createWatchwordClient({ url, token: "x" }).session.current.query(),
    refusals: {
      shape: await refused(stranger.emailOtp.signIn.mutate({ otpId, code: "12345" })),
      token: await refused(stranger.emailOtp.signInWithLink.mutate({ token: "nonsense" })),
      early: await refused(stranger.emailOtp.resend.mutate({ otpId })),
      session: await refused(stranger.session.list.query()),
      network: await refused(unreachable.session.current.query()),
    },
    elevenAtOnce: await countRequests(stranger, () => requests),
    verifier: (await createPkce()).codeVerifier.length,
  };
}

/** The refusal, without what depends on the clock; `"none"` where the error isn't one. */
async function refused(call: Promise<unknown>): Promise<Refusal | "none" | "granted"> {
  try {
    await call;
    return "granted";
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) return "none";
    return refusal.retryAfterMs === undefined
      ? refusal
      : { ...refusal, retryAfterMs: Math.sign(refusal.retryAfterMs) };
  }
}

async function countRequests(client: WatchwordClient, requests: () => number): Promise<number> {
  const before = requests();
  await Promise.all(Array.from({ length: 11 }, () => client.session.current.query()));
  return requests() - before;
}
