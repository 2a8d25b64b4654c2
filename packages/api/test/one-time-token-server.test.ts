import { createHash, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createCaller } from "../src/router.ts";
import { inProcess } from "./in-process.ts";
import { startApi } from "./caller.ts";

const codeVerifier = randomBytes(32).toString("base64url");
const codeChallenge = createHash("sha256").update(codeVerifier).digest("base64url");

describe("if clients may make no one-time tokens,", () => {
  it("a signed-in client's request is refused, and nothing is made of it", async () => {
    const strict = await startApi({ policy: { oneTimeToken: { disableClientRequest: true } } });
    const headers = await strict.bearer("ada@example.com");
    for (const input of [{}, { audience: "partner", codeChallenge }]) {
      const { status, body } = await strict.post("oneTimeToken.generate", input, headers);
      expect([status, body.error.data.reason]).toEqual([403, "FORBIDDEN"]);
    }
    const made = strict.auth.db.selectFrom("tokens").where("purpose", "=", "one-time-token");
    expect(await made.select("id").execute()).toEqual([]);
    await strict.end();
  });

  it("the server itself goes on making them, and clients redeem them", async () => {
    const strict = await startApi({ policy: { oneTimeToken: { disableClientRequest: true } } });
    const headers = await strict.bearer("grace@example.com");
    const onServer = createCaller(
      inProcess(strict, {
        sessionSecret: headers.authorization.replace("Bearer ", ""),
        transport: "token",
      }),
    );
    const { token } = await onServer.oneTimeToken.generate({});
    const redeemed = await strict.post("oneTimeToken.verify", { token, transport: "token" });
    expect(redeemed.body.result.data.user.email).toBe("grace@example.com");
    await strict.close();
  });
});
