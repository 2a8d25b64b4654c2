import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createOidcCaller } from "../../src/oidc/oidc-router.ts";
import { inProcess } from "../in-process.ts";
import { beAnotherClient, perClient } from "../limited-api.ts";
import { ownerOf, startDevice } from "./device.ts";
import { type Provider, startProvider } from "./provider.ts";

const WRONG = { userCode: "BBB-BBB-BBB" };

/** With the smallest expectation that the tests can spend: 2,560 guesses a day at nine letters. */
const guessBudget = { expectedGuessedPerDay: 0.00001, perAddress: 3 };

let provider: Provider;
let secret: string;
beforeAll(async () => {
  const guess = { count: 8, windowSeconds: 36_000 };
  provider = await startProvider({ guessBudget, perClient: { ...perClient, guess } });
  secret = await provider.signIn();
});
afterAll(() => provider.end());
beforeEach(() => beAnotherClient(provider.api));

/** Somebody who enters a code on the page without being signed in. */
const stranger = () =>
  createOidcCaller(inProcess(provider.api, { publicUrl: provider.issuer })).oidc;

const spent = () => provider.api.auth.db.selectFrom("spent_guesses").selectAll().execute();

async function enterWrong(times: number, guesser: ReturnType<typeof stranger>): Promise<string[]> {
  const reasons: string[] = [];
  for (let time = 0; time < times; time++)
    await guesser.enterDevice(WRONG).catch(({ message }: Error) => reasons.push(message));
  return reasons;
}

describe("the code of a device that is entered on the page", () => {
  it("counts among its client's guesses, and is recorded", async () => {
    const reasons = await enterWrong(10, stranger());
    expect(reasons.slice(0, 8)).toEqual(Array(8).fill("INVALID_TOKEN"));
    expect(reasons.slice(8)).toEqual(["RATE_LIMITED", "RATE_LIMITED"]);
    await provider.api.auth.events.settled();
    const events = provider.api.auth.db.selectFrom("audit_events").select("reason");
    const recorded = await events.where("event", "=", "oidc.enter-device").execute();
    expect(recorded).toEqual(Array.from({ length: 8 }, () => ({ reason: "INVALID_TOKEN" })));
  });

  it("is shown again without being a guess, and only as it was entered", async () => {
    const { userCode } = await startDevice(provider);
    const { entered } = await stranger().enterDevice({ userCode });
    expect(entered).not.toContain(userCode);
    await ownerOf(provider, secret).declineDevice({ userCode });
    const before = await spent();
    for (const shown of [entered, userCode, Buffer.from(userCode).toString("base64url")])
      await expect(stranger().inspectDevice({ entered: shown })).rejects.toThrow("INVALID_TOKEN");
    expect(await spent()).toEqual(before);
  });

  it("is judged for people who are signed in even if strangers have spent the deployment's guesses", async () => {
    const { userCode } = await startDevice(provider);
    await provider.api.auth.db
      .insertInto("spent_guesses")
      .columns(["budget", "slot", "at"])
      .expression((eb) =>
        eb
          .selectFrom(
            eb.fn<{ slot: number }>("generate_series", [eb.lit(1), eb.lit(2_560)]).as("slot"),
          )
          .select((row) => [
            row.val(Buffer.from("device-user-code")).as("budget"),
            row.ref("slot").as("slot"),
            row.fn<Date>("now").as("at"),
          ]),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await expect(stranger().enterDevice({ userCode })).rejects.toThrow("TOO_MANY_ATTEMPTS");
    const ada = ownerOf(provider, secret);
    const { entered } = await ada.enterDevice({ userCode });
    expect(await ada.inspectDevice({ entered })).toMatchObject({ userCode });
    await ada.approveDevice({ userCode });
  });

  it("can be guessed three times a day by an account, wherever it is signed in", async () => {
    const grace = await provider.signIn("grace@example.com");
    const reasons: string[] = [];
    for (let time = 0; time < 5; time++) {
      beAnotherClient(provider.api);
      reasons.push(...(await enterWrong(1, ownerOf(provider, grace))));
    }
    expect(reasons.slice(0, 3)).toEqual(Array(3).fill("INVALID_TOKEN"));
    expect(reasons.slice(3)).toEqual(["TOO_MANY_ATTEMPTS", "TOO_MANY_ATTEMPTS"]);
  });
});
