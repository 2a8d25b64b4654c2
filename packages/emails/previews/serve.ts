import { spawn } from "node:child_process";
import { join } from "node:path";
import { generatePreviews } from "./generate.ts";

const HERE = import.meta.dirname;
// React Email starts itself again where these are missing.
const FLAGS = ["--experimental-vm-modules", "--disable-warning=ExperimentalWarning"];
const REACT_EMAIL = join(HERE, "../node_modules/react-email/dist/cli/index.mjs");

/** Serves the previews one port above the app's. */
await generatePreviews(join(HERE, "generated"));
const port = Number(process.env.PORT || 3000) + 1;
const options = ["--dir", "previews/generated", "--port", String(port)];
const server = spawn(
  process.execPath,
  [...FLAGS, "--import", join(HERE, "loopback.ts"), REACT_EMAIL, "dev", ...options],
  { cwd: join(HERE, ".."), stdio: "inherit" },
);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => server.kill(signal));
}
server.on("exit", (code) => process.exit(code ?? 0));
