import { createAppKey, hashAppKey } from "@watchword/api/app-key";

/** Prints a new key for an app whose server calls, and its hash for `apps`. Stores nothing. */
export function makeAppKey(): number {
  const key = createAppKey();
  console.log(`The app's key, which only its server may know:\n${key}\n`);
  console.log(`Its secretHash in the option "apps":\n${hashAppKey(key)}`);
  return 0;
}
