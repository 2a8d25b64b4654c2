import { afterAll, beforeAll, expect, it } from "vitest";
import { ownerOf, refusal, startDevice, startWithOwner } from "./device.ts";
import type { Provider } from "./provider.ts";

let provider: Provider;
let ada: ReturnType<typeof ownerOf>;
beforeAll(async () => {
  ({ provider, ada } = await startWithOwner());
});
afterAll(() => provider.end());

/** RFC 8628, 3.5. */
it("a device that comes back too late for an approval is told that its code has expired", async () => {
  const { userCode, poll } = await startDevice(provider);
  await ada.approveDevice({ userCode });
  await provider.api.passTime(181);
  expect(await refusal(poll())).toBe("expired_token");
});

// It asks too early by less than a machine may stand still for.
it(
  "a device never has to wait longer than it was told, nor longer than a minute",
  { retry: 2 },
  async () => {
    const { poll } = await startDevice(provider);
    expect(await refusal(poll())).toBe("authorization_pending");
    await provider.api.passTime(5);
    expect(await refusal(poll()), "after five seconds").toBe("authorization_pending");
    for (let round = 0; round < 20; round++) expect(await refusal(poll())).toBe("slow_down");
    await provider.api.passTime(60);
    expect(await refusal(poll())).toBe("authorization_pending");
  },
);
