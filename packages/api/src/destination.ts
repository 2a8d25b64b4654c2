import type { ApiContext, RegisteredApp } from "./context.ts";
import { invalidInput } from "./refusal.ts";

/** The page that sends a browser to where an app begins a sign-in of its own. */
const START = "/handoff/start?";

/** A request for a mail, whose link leads to a path of Watchword's or to the app that is named. */
interface Asked {
  collection: string;
  next: string | null;
  app?: string | undefined;
}

/**
 * What was asked for, with the path where the mail's link leads in the end, and the name of the app there, if any. That is
 * `next`, or else the app: the one that is named, or the one whose server or page asks. So a link signs in to an app
 * that asked by the API too. `INVALID_INPUT` for an app that is named and can't be led to.
 */
export function withDestination<Input extends Asked>(
  ctx: Pick<ApiContext, "apps" | "appsOf" | "appServer" | "fromApp">,
  { app: id, ...input }: Input,
): Omit<Input, "app"> & { next: string | null; app?: string } {
  const asking = id ?? ctx.appServer?.id ?? ctx.fromApp?.id;
  const app = ctx
    .appsOf(input.collection)
    .find((known) => known.id === asking && known.initiateLoginUri !== undefined);
  if (id !== undefined && !app)
    throw invalidInput("app", "Not an app with an initiateLoginUri that is registered here");
  const next = input.next ?? (app ? `${START}${new URLSearchParams({ app: app.id })}` : null);
  return { ...input, next, ...appAt(ctx.apps, next) };
}

/** The name of the app that a path leads to; nothing if it leads to none of them. */
function appAt(apps: readonly RegisteredApp[], path: string | null): { app?: string } {
  if (!path?.startsWith("/handoff?") && !path?.startsWith(START)) return {};
  const asked = new URLSearchParams(path.slice(path.indexOf("?"))).get("app");
  const app = apps.find(({ id }) => id === asked);
  return app ? { app: app.name } : {};
}
