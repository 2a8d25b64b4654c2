import { invite } from "@watchword/auth/invitation";
import { setAccountPassword } from "@watchword/auth/users/set-password";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { linkOf } from "./reading.ts";
import { type Host, startTwoHosts } from "./two-hosts.ts";

const PASSWORD = "seven lamps over the harbour";
const INVALID = { status: 400, reason: "INVALID_TOKEN" };

let deployment: Awaited<ReturnType<typeof startTwoHosts>>;
let users: Host;
let staff: Host;
beforeAll(async () => {
  deployment = await startTwoHosts();
  ({ users, staff } = deployment);
  await users.signIn("eve@example.com");
  await staff.signIn("ada@example.com");
});
afterAll(() => deployment.end());

/** Each host with the address of somebody who has an account of its product. */
const pairs = () => [
  { host: users, email: "eve@example.com", other: staff },
  { host: staff, email: "ada@example.com", other: users },
];

type Pair = ReturnType<typeof pairs>[number];

/** What somebody who asked at the account's own host presents to sign in. */
const asked: Record<string, (pair: Pair) => Promise<[string, object]>> = {
  "a mailed code": async ({ host, email }) => {
    const { otpId } = (await request(host, "emailOtp.request", email)).body.result.data;
    const { code } = await deployment.api.readMail(otpId);
    return ["emailOtp.signIn", { otpId, code }];
  },
  "a mailed link": async ({ host, email }) => {
    const { otpId } = (await request(host, "emailOtp.request", email)).body.result.data;
    const { token } = await deployment.api.readMail(otpId);
    return ["emailOtp.signInWithLink", { token }];
  },
  "a sign-up's code": async ({ host, email }) => {
    const { otpId } = (await request(host, "password.signUp", email)).body.result.data;
    const { code } = await deployment.api.readMail(otpId);
    return ["password.confirmSignUp", { otpId, code, password: PASSWORD }];
  },
  "a sign-up's link": async ({ host, email }) => {
    const { otpId } = (await request(host, "password.signUp", email)).body.result.data;
    const { token } = await deployment.api.readMail(otpId);
    return ["password.confirmSignUpWithLink", { token }];
  },
  "a reset link": async ({ host, email }) => {
    await request(host, "passwordReset.request", email);
    const token = linkOf(await deployment.api.newestMail("password-reset"));
    return ["passwordReset.complete", { token, password: PASSWORD }];
  },
  "an invitation": async ({ host, email }) => {
    const invited = { email, collection: host.collection, mailed: true, locale: null };
    await invite(deployment.api.auth, invited);
    return ["invitation.accept", { token: linkOf(await deployment.api.newestMail("invitation")) }];
  },
};

const request = (host: Host, path: string, email: string) =>
  host.call(path as "emailOtp.request", null, { email, collection: host.collection });

describe("what was mailed for one product's account", () => {
  it.each(Object.entries(asked))(
    "signs in by %s at that product's host, and isn't used up at another",
    async (_what, present) => {
      for (const pair of pairs()) {
        const [path, input] = await present(pair);
        const asToken = { ...input, transport: "token" };
        const call = (host: Host) => host.call(path as "emailOtp.signIn", null, asToken);
        expect(await call(pair.other)).toMatchObject(INVALID);
        const { user, token = "" } = (await call(pair.host)).body.result.data;
        expect(user.collection).toBe(pair.host.collection);
        const current = await pair.host.call("session.current", token);
        expect(current.body.result.data?.user.email).toBe(pair.email);
      }
    },
  );

  it("tells nothing of its link at another host", async () => {
    for (const { host, email, other } of pairs()) {
      const { otpId } = (await request(host, "emailOtp.request", email)).body.result.data;
      const { token } = await deployment.api.readMail(otpId);
      expect(await other.call("emailOtp.inspect", null, { token })).toMatchObject(INVALID);
      expect(await host.call("emailOtp.inspect", null, { token })).toMatchObject({ status: 200 });
    }
  });

  it("makes no account of an open product at a closed one's host", async () => {
    const { otpId } = (await request(users, "emailOtp.request", "mallory@example.com")).body.result
      .data;
    const { code } = await deployment.api.readMail(otpId);
    const presented = { otpId, code, transport: "token" };
    expect(await staff.call("emailOtp.signIn", null, presented)).toMatchObject(INVALID);
    const made = deployment.api.auth.db
      .selectFrom("users")
      .select("id")
      .where("email", "=", "mallory@example.com");
    expect(await made.execute()).toEqual([]);
  });
});

describe("a password", () => {
  it("signs in at its product's host only", async () => {
    const { auth } = deployment.api;
    for (const { host, email, other } of pairs()) {
      const { id } = await auth.db
        .selectFrom("users")
        .select("id")
        .where("email", "=", email)
        .executeTakeFirstOrThrow();
      await setAccountPassword(auth, id, PASSWORD);
      const input = { email, password: PASSWORD, collection: host.collection };
      const refused = { status: 403, reason: "FORBIDDEN" };
      expect(await other.call("password.signIn", null, input)).toMatchObject(refused);
      expect(await host.call("password.signIn", null, input)).toMatchObject({ status: 200 });
    }
  });
});
