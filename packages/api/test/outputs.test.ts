import { TRPCError } from "@trpc/server";
import { describe, expect, it } from "vitest";
import type { ApiContext } from "../src/context.ts";
import { challenge, ok } from "../src/outputs.ts";
import { toRefusal } from "../src/refusal.ts";
import { createCallerFactory, openProcedure, router } from "../src/trpc.ts";

const answer = {
  otpId: "o",
  codeLength: 6,
  expiresAt: "2030-01-01T00:00:00.000Z",
  resendAt: null,
};
const carelessRouter = router({
  // As a flow's result would be that holds more than its type says.
  leak: openProcedure.output(challenge).query(() => Object.assign({ code: "482915" }, answer)),
  broken: openProcedure.output(ok).query(() => ({ ok: "482915" }) as never),
});

// These procedures look at nothing more of it.
const observe: ApiContext["observe"] = (_path, run) => run();
const caller = createCallerFactory(carelessRouter)({ observe } as ApiContext);

describe("the answer of a procedure", () => {
  it("leaves out what the contract doesn't name", async () => {
    expect(await caller.leak()).toEqual(answer);
  });

  it("is a bug if it doesn't match the contract, never the caller's fault", async () => {
    const error = await caller.broken().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TRPCError);
    expect(toRefusal(error as TRPCError)).toBeNull();
    expect(String((error as TRPCError).cause)).not.toContain("482915");
  });
});
