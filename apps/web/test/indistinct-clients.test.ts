import { randomInt } from "node:crypto";
import { afterEach, expect, it, vi } from "vitest";
import { clientAddress } from "@watchword/api/client-address";
import { clientsProblem, noteClient } from "../src/http/indistinct-clients.ts";
import { log } from "../src/log/log.ts";

const error = vi.spyOn(log, "error").mockImplementation(() => {});
afterEach(() => {
  error.mockClear();
  note({ socketAddress: "203.0.113.9", hops: 0 });
  expect(clientsProblem()).toBeNull();
});

function note(
  origin: { socketAddress: string; forwardedFor?: string; hops: number },
  times = 1,
): void {
  const { socketAddress, forwardedFor, hops } = origin;
  for (let time = 0; time < times; time++) {
    const address = clientAddress(socketAddress, forwardedFor, hops);
    noteClient({ socketAddress, forwardedFor, hops }, address);
  }
}

const someone = () => `203.0.113.${randomInt(1, 255)}`;

it.each([
  [
    "a proxy that isn't counted",
    { socketAddress: "10.0.0.2", forwardedFor: "203.0.113.9", hops: 0 },
    "set TRUSTED_PROXY_HOPS",
  ],
  [
    "one on the same machine",
    { socketAddress: "::1", forwardedFor: "203.0.113.9", hops: 0 },
    "set TRUSTED_PROXY_HOPS",
  ],
  ["one that tells no address", { socketAddress: "10.0.0.2", hops: 1 }, "without X-Forwarded-For"],
  [
    "one that hides it",
    { socketAddress: "10.0.0.2", forwardedFor: "unknown", hops: 1 },
    "no address",
  ],
  [
    "too many counted",
    { socketAddress: "10.0.0.2", forwardedFor: "203.0.113.9", hops: 2 },
    "no address",
  ],
  [
    "too few counted",
    { socketAddress: "10.0.0.2", forwardedFor: "203.0.113.9, 10.0.0.3", hops: 1 },
    "count one more",
  ],
])("with %s all requests count as one client, which is logged once", (_, origin, words) => {
  note(origin, 9);
  expect(clientsProblem()).toBeNull();
  note(origin, 30);
  expect(clientsProblem()).toContain(words);
  expect(error).toHaveBeenCalledOnce();
});

it.each([
  ["who come straight", () => ({ socketAddress: someone(), hops: 0 })],
  [
    "who send such a header themselves",
    () => ({ socketAddress: someone(), forwardedFor: "6.6.6.6", hops: 0 }),
  ],
  [
    "within a private network",
    () => ({ socketAddress: "10.0.0.2", forwardedFor: "192.168.7.8", hops: 1 }),
  ],
  [
    "behind a proxy that writes ports",
    () => ({ socketAddress: "10.0.0.2", forwardedFor: `${someone()}:4711`, hops: 1 }),
  ],
])("clients %s are distinguished", (_, origin) => {
  for (let time = 0; time < 30; time++) note(origin());
  expect(clientsProblem()).toBeNull();
  expect(error).not.toHaveBeenCalled();
});
