import { createWatchword } from "watchword";
import { oncePerProcess } from "watchword/next";

/** Made when it is first asked for: building the app needs no database. */
export const watchword = oncePerProcess(() => {
  const { DATABASE_URL = "", WATCHWORD_SECRET = "", PUBLIC_URL } = process.env;
  return createWatchword({
    database: DATABASE_URL,
    secret: WATCHWORD_SECRET,
    publicUrl: PUBLIC_URL ?? "http://localhost:3000",
    brand: { name: "Harbour" },
  });
});
