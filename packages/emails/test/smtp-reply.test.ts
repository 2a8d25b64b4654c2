import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readSmtpReply } from "../src/smtp-reply.ts";

/** Each with its meaning and the host that it is from. */
const replies = readFileSync(new URL("smtp-replies.tsv", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => line.replaceAll("\\n", "\r\n").split("\t"));

describe("a server's reply", () => {
  it.each(replies)("that means %s: %s, %s", (meaning, _host, reply = "") => {
    expect(readSmtpReply(reply)).toBe(meaning);
  });

  it("isn't judged by words in the addresses and links that it repeats", () => {
    for (const address of ["spam@full.example", "no-such-user@blocked.example"]) {
      expect(readSmtpReply(`550 5.1.1 <${address}>: gone`)).toBe("no-mailbox");
      expect(readSmtpReply(`550 5.7.1 ${address} see https://unknown.example/mailbox-full`)).toBe(
        "refused",
      );
    }
  });

  it("is read quickly, however long it is", () => {
    const startedAt = performance.now();
    readSmtpReply(`550 ${"mailbox ".repeat(100_000)}`);
    readSmtpReply(`550 ${"a".repeat(1_000_000)}`);
    // Read again for each of its characters, it would take far longer.
    expect(performance.now() - startedAt).toBeLessThan(30_000);
  });
});
