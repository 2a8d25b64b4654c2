import { createAppKey, hashAppKey } from "@watchword/api/app-key";

/** Prints a new key for an app whose server calls, and the hash of it for `apps`. Nothing is kept. */
export function makeAppKey(): number {
  const key = createAppKey();
  console.log(`The app's key, which only its server may know:\n${key}\n`);
  console.log(`Its secretHash in the option "apps":\n${hashAppKey(key)}`);
  return 0;
}
