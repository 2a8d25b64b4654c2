import "server-only";
import type { RegisteredApp } from "@watchword/api/context";
import { getOidcCaller } from "../../../caller/caller.ts";
import { readUserCode } from "../../../cookies/user-code-cookie.ts";
import { getProduct } from "../../../products/get-product.ts";
import { refusalIn } from "../../refusals/refused.ts";

/** The request of a device without a browser, whose code was entered here. */
export interface DeviceRequest {
  app: RegisteredApp;
  userCode: string;
  /** Where it seems to be, in words; null if that isn't known. */
  place: string | null;
}

/** Null if no code was entered, it has expired, or somebody has decided on it. */
export async function loadDeviceRequest(): Promise<DeviceRequest | null> {
  const entered = await readUserCode();
  if (entered === null) return null;
  try {
    const asked = await (await getOidcCaller()).inspectDevice({ entered });
    const app = (await getProduct()).apps.find(({ id }) => id === asked.app);
    return app?.deviceAuthorization ? { ...asked, app } : null;
  } catch (error) {
    if (refusalIn(error).reason === "UNAVAILABLE") throw error;
    return null;
  }
}
