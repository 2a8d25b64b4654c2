import type { OverviewPoint } from "@watchword/auth/operator";

type Counted = Exclude<keyof OverviewPoint, "at" | "timeToSignInMs">;

/** The sums over all points. */
export function totalsOf(points: readonly OverviewPoint[]): Record<Counted, number> {
  const sum = (name: Counted) => points.reduce((total, point) => total + point[name], 0);
  return {
    requested: sum("requested"),
    sent: sum("sent"),
    delivered: sum("delivered"),
    undelivered: sum("undelivered"),
    signedIn: sum("signedIn"),
    refused: sum("refused"),
  };
}
