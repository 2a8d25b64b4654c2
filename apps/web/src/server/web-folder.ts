import path from "node:path";

/** The folder of this app, which holds the build: this module runs from `src/server` or `dist/server`. */
export const WEB_FOLDER = path.resolve(import.meta.dirname, "../..");
