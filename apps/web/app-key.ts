import { createAppKey, hashAppKey } from "@watchword/api/app-key";

/* `apps:key` makes a key for an app, and the hash of it that `WATCHWORD_APPS` takes. Nothing is stored. */
const key = createAppKey();
process.stdout.write(
  `The app's key, which only its server may know:\n${key}\n\n` +
    `For the app's "secretHash" in WATCHWORD_APPS:\n${hashAppKey(key)}\n`,
);
