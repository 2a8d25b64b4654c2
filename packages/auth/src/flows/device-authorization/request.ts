import type { AppIdentity } from "../../apps/app-identity.ts";
import type { AuthContext } from "../../context.ts";
import { createSecret, hashSecret } from "../../keys/keys.ts";
import { uuidByTime } from "../../uuid.ts";
import { createUserCode, hashUserCode } from "./user-code.ts";

export interface DeviceRequest {
  /** The app that the device runs. */
  app: AppIdentity;
  /** The issuer that it asks; only there can somebody decide and the device poll. */
  issuer: string;
  scope: string;
  /** Where the device seems to be, in words; null if that isn't known. */
  place: string | null;
}

export interface RequestedDevice {
  /** What the device polls with. Only the device knows it. */
  deviceCode: string;
  /** What the device shows. */
  userCode: string;
  expiresInSeconds: number;
  /** How long it waits between two polls. */
  intervalSeconds: number;
}

/**
 * Stores the request of a device without a browser (RFC 8628, 3.1), until somebody decides on it. Null if the app was
 * removed.
 */
export async function requestDeviceAuthorization(
  ctx: AuthContext,
  { app, issuer, scope, place }: DeviceRequest,
): Promise<RequestedDevice | null> {
  const { ttlSeconds, pollSeconds } = ctx.policy.deviceAuthorization;
  const [deviceCode, userCode] = [createSecret(), createUserCode()];
  const [row] = await ctx.call("request_device_authorization", {
    id: uuidByTime(),
    app: app.id,
    registration: app.registration ?? null,
    issuer,
    scope,
    device_hash: hashSecret(deviceCode),
    user_code_hash: hashUserCode(ctx, userCode)[0],
    place,
    ttl: ttlSeconds,
    interval: pollSeconds,
  });
  if (!row) return null;
  return { deviceCode, userCode, expiresInSeconds: ttlSeconds, intervalSeconds: pollSeconds };
}
