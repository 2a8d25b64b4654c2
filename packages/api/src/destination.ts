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
 * Adds to a request the path where the mail's link finally leads, and the name of the app there, if any. The path is
 * `next` or, without that, leads to the app that is named or whose server or page asks. So a link also signs in to an
 * app that asked through the API. `INVALID_INPUT` if the named app can't be reached by a link.
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
