import { getConfig } from "../../config.ts";

/** Where somebody came from to sign out: the registered app of that id, else our own first page. */
export function wayBack(appId: string | null): { href: string; name: string } {
  const app = getConfig().apps.find(({ id }) => id === appId);
  return app ? { href: app.origin, name: app.name } : { href: "/", name: "Watchword" };
}
