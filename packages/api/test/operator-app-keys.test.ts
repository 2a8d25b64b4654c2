import { afterAll, beforeAll, expect, it } from "vitest";
import { isAppKey } from "../src/app-key.ts";
import { readStoredApps } from "../src/stored-apps.ts";
import { askAsOperator, startForOperator } from "./as-operator.ts";
import { type Api, OPERATOR } from "./caller.ts";

let api: Api;
let operator: { authorization: string };
beforeAll(async () => {
  ({ api, operator } = await startForOperator());
});
afterAll(() => api.end());

const SHOP = { id: "shop", redirectUris: ["https://shop.example/callback"] };

const ask = <Name extends string>(path: Name, input: object = {}) =>
  askAsOperator(api, operator, path, input);

const storedApp = async (id: string) =>
  (await readStoredApps(api.auth)).find((app) => app.id === id);

it("an app gets a new key, which ends the previous one", async () => {
  const app = { ...SHOP, id: "rotated" };
  const { key: old } = await ask("registerApp", { app, makeKey: true });
  const { key } = await ask("rotateAppKey", { appId: "rotated" });
  const found = await storedApp("rotated");
  expect([old, key].map((each) => found && isAppKey(found, each ?? ""))).toEqual([false, true]);
});

it("an app gets a new key, and the previous one works for another day", async () => {
  const app = { ...SHOP, id: "overlapping" };
  const { key: first } = await ask("registerApp", { app, makeKey: true });
  const rotate = () => ask("rotateAppKey", { appId: app.id, keepsOld: true });
  const { key: second } = await rotate();
  const work = async (...keys: (string | null)[]) => {
    const found = await storedApp(app.id);
    return keys.map((each) => found && isAppKey(found, each ?? ""));
  };
  expect(await work(first, second, "wwa_another")).toEqual([true, true, false]);
  const listed = (await ask("apps")).find(({ id }) => id === app.id);
  expect(listed).toMatchObject({ hasKey: true, hasTwoKeys: true });
  await api.passTime(86_401);
  expect(await work(first, second)).toEqual([false, true]);
  operator = await api.bearer(OPERATOR);
  await rotate();
  const { key: fourth } = await rotate();
  expect(await work(first, second, fourth)).toEqual([false, false, true]);
  const { key: last } = await ask("rotateAppKey", { appId: app.id });
  expect(await work(fourth, last), "the others are over at once").toEqual([false, true]);
});
