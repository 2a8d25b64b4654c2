import { beforeEach, describe, expect, it } from "vitest";
import { createOutage, MAX_RETRIED } from "../src/outage.ts";

describe("a process", () => {
  let now: number;
  beforeEach(() => void (now = 0));
  const clock = () => now;

  it("tries one mail every five seconds while its provider is down, and the others wait as usual", () => {
    const outage = createOutage(clock);
    const pauses = [1_000, 60_000, 60_000, 60_000].map(outage.failed);
    expect(pauses, "three in a row make an outage").toEqual([1_000, 60_000, 5_000, 60_000]);
    now = 4_999;
    expect(outage.failed(3_600_000)).toBe(3_600_000);
    now = 5_000;
    expect(outage.failed(3_600_000)).toBe(5_000);
  });

  it("retries waiting mails once, and more of them each second while there are any", () => {
    const outage = createOutage(clock);
    for (let mail = 0; mail < 3; mail++) {
      outage.failed(60_000);
      expect(outage.taken(), "one that fails now and then is no outage").toBe(false);
    }
    for (let mail = 0; mail < 3; mail++) outage.failed(60_000);
    expect([outage.taken(), outage.taken()]).toEqual([true, false]);
    outage.retried(MAX_RETRIED);
    now = 1_000;
    expect(outage.taken()).toBe(true);
    outage.retried(MAX_RETRIED - 1);
    now = 10_000;
    expect(outage.taken()).toBe(false);
  });
});
