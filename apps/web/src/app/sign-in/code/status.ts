import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../../trpc/provider.tsx";

const QUEUED_MS = 2_000;
const WAITING_MS = 4_000;

/** How the sign-in stands, kept fresh while somebody looks. */
export function useStatus(otpId: string) {
  const trpc = useTRPC();
  return useQuery(
    trpc.emailOtp.status.queryOptions(
      { otpId },
      {
        refetchInterval: ({ state: { data } }) => {
          if (data?.consumed) return false;
          return data?.delivery === "queued" ? QUEUED_MS : WAITING_MS;
        },
      },
    ),
  ).data;
}
