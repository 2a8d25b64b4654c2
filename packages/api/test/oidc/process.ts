import { createAuth } from "@watchword/auth";
import { APPS } from "./apps.ts";
import { serveOidc } from "./serve.ts";

/** A process of its own over the same database. It says where it serves, and ends with its parent. */
const { databaseUrl, secret, publicUrl, key } = JSON.parse(process.argv[2] ?? "{}");
const auth = createAuth({ database: databaseUrl, secret, policy: { perClient: null } });
const errors: Error[] = [];
const apps = APPS.map((app) => (app.id === "wiki" ? { ...app, secretHash: key } : app));
const { url } = await serveOidc({ auth, apps, publicUrl, errors });
process.on("disconnect", () => process.exit(0));
process.send?.(url);
