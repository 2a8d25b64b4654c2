import { QueryClient } from "@tanstack/react-query";
import { createWatchwordClient } from "@watchword/client";
import { createWatchwordQueries } from "@watchword/client/react-query";

/** Who is signed in by way of React Query, and under which key it was kept. */
export async function askReactQuery(url: string, token: string) {
  const queryClient = new QueryClient();
  const client = createWatchwordClient({ url, token });
  const queries = createWatchwordQueries({ client, queryClient });
  const current = await queryClient.fetchQuery(queries.session.current.queryOptions());
  // @ts-expect-error Its input is typed.
  queries.emailOtp.status.queryOptions({ otpId: 7 });
  const signOut = queries.session.signOut.mutationOptions();
  return {
    email: current?.user.email,
    kept: queryClient.getQueryData(queries.session.current.queryKey())?.user.email,
    signOut: signOut.mutationKey,
  };
}
