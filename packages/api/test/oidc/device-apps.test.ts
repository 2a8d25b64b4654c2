import { requestDeviceAuthorization } from "@watchword/auth/device-authorization";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEVICE_GRANT, ownerOf, startDevice, startWithOwner } from "./device.ts";
import type { Provider } from "./provider.ts";

let provider: Provider;
let ada: ReturnType<typeof ownerOf>;
beforeAll(async () => {
  ({ provider, ada } = await startWithOwner());
});
afterAll(() => provider.end());

/** `STAFF`, which is registered without `deviceAuthorization`. */
const asked = { client_id: "staff", scope: "openid" };
const refused = { status: 400, body: { error: "unauthorized_client" } };

/** RFC 6749, 5.2; RFC 8628, 5.4. */
describe("an app that isn't registered for devices", () => {
  it("is given no code", async () => {
    expect(await provider.post("device_authorization", asked)).toMatchObject(refused);
    await expect(startDevice(provider, { client_id: "notes" })).resolves.toBeDefined();
  });

  it("gets no tokens for a code", async () => {
    const { deviceCode } = await startDevice(provider);
    const grant = { grant_type: DEVICE_GRANT, device_code: deviceCode };
    expect(await provider.post("token", { ...asked, ...grant })).toMatchObject(refused);
  });

  it("can't get in with a code from before it was turned off", async () => {
    const { auth } = provider.api;
    const before = { app: { id: "staff" }, issuer: provider.issuer, scope: "openid", place: null };
    const requested = await requestDeviceAuthorization(auth, before);
    const { userCode = "", deviceCode = "" } = requested ?? {};
    await expect(ada.approveDevice({ userCode })).rejects.toMatchObject({
      message: "INVALID_TOKEN",
    });
    const grant = { grant_type: DEVICE_GRANT, device_code: deviceCode };
    expect(await provider.post("token", { ...asked, ...grant })).toMatchObject(refused);
  });
});
