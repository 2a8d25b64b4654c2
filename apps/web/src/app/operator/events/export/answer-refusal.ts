import type { RefusalData } from "@watchword/api/refusal";
import { signInPath } from "../../../visitor/sign-in-path.ts";

/** People who aren't operators learn nothing; an operator learns what to do, and comes back to `page`. */
export function answerRefusal({ reason, fields }: RefusalData, page: string): Response {
  switch (reason) {
    case "REAUTHENTICATE":
      return goTo(signInPath({ next: page, again: true }));
    case "UNAUTHENTICATED":
    case "FORBIDDEN":
      return new Response("Page not found.", { status: 404 });
    case "UNAVAILABLE":
      return new Response("We’re having trouble reaching the database. Try again in a moment.", {
        status: 503,
      });
    default: {
      const [wrong = "the filter isn’t understood"] = Object.values(fields ?? {});
      return new Response(`Not exported: ${wrong}.`, { status: 400 });
    }
  }
}

export function goTo(location: string): Response {
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
}
