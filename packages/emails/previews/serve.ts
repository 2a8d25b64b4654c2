import { startPreviews } from "./server.ts";

const { PORT, BRAND: brand, MESSAGES_DIR: messagesDir } = process.env;

/** Serves the previews one port above the app's. */
const port = Number(PORT || 3000) + 1;
await startPreviews({ port, brand, messagesDir });
console.log(`The mail previews are at http://localhost:${port}`);
