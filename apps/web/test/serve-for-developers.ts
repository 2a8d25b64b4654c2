import next from "next";
import { configOf, setConfig } from "../src/environment/config.ts";
import { readEnv } from "../src/environment/env.ts";
import { listen } from "../src/server/listen.ts";
import { WEB_FOLDER } from "../src/server/web-folder.ts";
import { createWebServer } from "../src/server/web-server.ts";

/** Serves the built app with the pages that only developers see: `next dev` takes long to compile them. */
const env = { ...readEnv(), development: true };
const { databaseUrl, secrets } = env;
if (databaseUrl === null || secrets === null) throw new Error("Needs a database of its own.");
setConfig(configOf(env, { databaseUrl, secrets }));
const server = createWebServer(env, {
  captchaOrigin: async () => null,
  answer: (req, res) => handle(req, res),
});
const app = next({ dev: false, dir: WEB_FOLDER, port: env.port, httpServer: server });
const handle = app.getRequestHandler();
await app.prepare();
await listen(server, env);
console.info("Serves");
