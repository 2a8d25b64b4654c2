import path from "node:path";
import { type Auth, createAuth } from "@watchword/auth";
import { deriveKeys } from "@watchword/auth/keys";
import { afterAll, beforeAll, expect, it } from "vitest";
import { commandOf, createDeployment, type Deployment, until } from "./processes.ts";
import { startScript } from "./running-process.ts";

const WEB = path.resolve(import.meta.dirname, "..");
const NEWER = "another secret of more than thirty-two bytes for tests";

let deployment: Deployment;
let auth: Auth;
beforeAll(async () => {
  deployment = await createDeployment();
  const { databaseUrl, secret } = deployment;
  auth = createAuth({ database: databaseUrl, secret });
});
afterAll(async () => {
  await auth.close();
  await deployment.close();
});

const rotate = (ready: RegExp, ...rest: string[]) =>
  startScript(
    WEB,
    [...commandOf("keys:rotate"), ...rest],
    {
      DATABASE_URL: deployment.databaseUrl,
      WATCHWORD_SECRET: deployment.secret,
      PUBLIC_URL: "http://localhost:3000",
    },
    ready,
  );
const keptKeys = () =>
  auth.db.selectFrom("signing_keys").select(["id", "sealed"]).orderBy("id").execute();
const ids = async () => (await keptKeys()).map(({ id }) => id);

it("`keys:rotate` publishes keys, and `now` leaves no others", async () => {
  await auth.signingKeys.all();
  const before = await ids();
  await rotate(/published, and sign ID tokens from tomorrow on/);
  const both = await ids();
  expect(both).toHaveLength(4);
  expect(both).toEqual(expect.arrayContaining(before));
  await rotate(/older ones are gone/, "now");
  const after = await ids();
  expect(after).toHaveLength(2);
  expect(after.filter((id) => both.includes(id))).toEqual([]);
});

it("a worker with a newer secret seals the keys under it, so that the older secret can be removed", async () => {
  const { isNewest } = deriveKeys([NEWER, deployment.secret]);
  await deployment.startWorker({ WATCHWORD_SECRET: `${NEWER},${deployment.secret}` });
  await until(async () =>
    (await keptKeys()).every(({ id, sealed }) => isNewest(sealed, `watchword/signing-key/${id}`)),
  );
});
