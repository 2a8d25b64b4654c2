import { afterAll, beforeAll, expect, it } from "vitest";
import { readStoredApps } from "../src/stored-apps.ts";
import { startForOperator } from "./as-operator.ts";
import { type Api, startApi } from "./caller.ts";

let api: Api;
let other: Api;
let operator: { authorization: string };
beforeAll(async () => {
  ({ api, operator } = await startForOperator());
  other = await startApi({ databaseUrl: api.databaseUrl });
});
afterAll(async () => {
  await other.end();
  await api.end();
});

const ROUNDS = 8;

const appOf = (id: string, origin: string) => ({
  id,
  origin,
  redirectUris: [`https://${id}.example/callback`],
});

/** Has two processes do that with four apps at once, and answers what was wrong with each; null where nothing was. */
async function atOnce(path: "registerApp" | "changeApp", apps: object[]) {
  return Promise.all(
    apps.map(async (app, index) => {
      const { post } = index % 2 === 0 ? api : other;
      const { body } = await post(`operator.${path}`, { app }, operator);
      return body.error?.data.fields ?? null;
    }),
  );
}

async function withOrigin(origin: string): Promise<number> {
  const stored = await readStoredApps(api.auth);
  return stored.filter(({ allowedOrigins }) => allowedOrigins.includes(origin)).length;
}

const idsOf = (round: number) => ["a", "b", "c", "d"].map((letter) => `app-${round}-${letter}`);

it("of apps that are registered with one origin at once by two processes, one is kept", async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const origin = `https://registered-${round}.example`;
    const answers = await atOnce(
      "registerApp",
      idsOf(round).map((id) => appOf(id, origin)),
    );
    expect(answers.filter((wrong) => wrong === null)).toHaveLength(1);
    expect(await withOrigin(origin)).toBe(1);
    for (const wrong of answers.filter((each) => each !== null))
      expect(wrong).toEqual({
        "app.allowedOrigins": expect.stringMatching(/^App .* has one of these origins$/),
      });
  }
});

it("of apps that are registered with one id at once by two processes, one is kept", async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const origins = ["a", "b", "c", "d"].map((letter) => `https://${letter}-${round}.example`);
    const answers = await atOnce(
      "registerApp",
      origins.map((origin) => appOf(`same-${round}`, origin)),
    );
    expect(answers.filter((wrong) => wrong === null)).toHaveLength(1);
    for (const wrong of answers.filter((each) => each !== null))
      expect(wrong).toEqual({ "app.id": "Another app has this id" });
  }
});

it("of apps that are changed to one origin at once by two processes, one has it", async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const ids = idsOf(round).map((id) => `changed-${id}`);
    await atOnce(
      "registerApp",
      ids.map((id) => appOf(id, `https://${id}.example`)),
    );
    const origin = `https://changed-${round}.example`;
    const answers = await atOnce(
      "changeApp",
      ids.map((id) => appOf(id, origin)),
    );
    expect(answers.filter((wrong) => wrong === null)).toHaveLength(1);
    expect(await withOrigin(origin)).toBe(1);
  }
});
