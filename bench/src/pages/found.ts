import type { FirstLoad } from "./first-load.ts";
import type { Rating } from "./rate.ts";
import type { Weight } from "./weigh.ts";

/** By page: the framework's empty one, Better Auth's, and the product's by their paths. */
export interface Pages {
  weights: Record<string, Weight>;
  ratings: Record<string, Rating>;
  firstLoads: Record<string, FirstLoad>;
}

export const EMPTY = "Next, an empty page";
export const BETTER_AUTH = "Better Auth, sign-in";
