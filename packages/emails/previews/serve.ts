import { startPreviews } from "./server.ts";

/** Serves the previews one port above the app's. */
const port = Number(process.env.PORT || 3000) + 1;
await startPreviews({ port, brand: process.env.BRAND });
console.log(`The mail previews are at http://localhost:${port}`);
