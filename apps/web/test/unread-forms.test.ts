import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDeployment, type Deployment, type WebProcess } from "./processes.ts";

let deployment: Deployment;
let web: WebProcess;
beforeAll(async () => {
  deployment = await createDeployment();
  web = await deployment.startWeb({ WORKER: "off" });
});
afterAll(() => deployment.close());

/** What a page's form posts without scripts: the hidden fields by which Next finds its action. */
async function hiddenFields(path: string): Promise<[string, string][]> {
  const html = await (await fetch(web.url + path, { headers: { accept: "text/html" } })).text();
  const form = /<form[^>]*>(?:(?!<\/form>).)*<\/form>/s.exec(html)?.[0] ?? "";
  return Array.from(
    form.matchAll(/<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?/g),
    ([, name = "", value = ""]) => [name, value.replaceAll("&quot;", '"').replaceAll("&amp;", "&")],
  );
}

const actionId = (fields: [string, string][]) =>
  /"id":"([0-9a-f]+)"/.exec(fields.map(([, value]) => value).join())?.[1] ?? "";

interface Post {
  path?: string;
  type: string;
  body: string;
  action?: string;
}

async function post({ path = "/sign-in", type, body, action }: Post): Promise<number> {
  const response = await fetch(web.url + path, {
    method: "POST",
    redirect: "manual",
    headers: {
      "content-type": type,
      origin: web.url,
      ...(action !== undefined && { "next-action": action }),
    },
    body,
  });
  await response.arrayBuffer();
  return response.status;
}

/** Of a length that parsers take. */
const BOUNDARY = "----watchwordtestboundary0000000";
const multipart = (fields: [string, string][], end = `--${BOUNDARY}--\r\n`) =>
  fields
    .map(
      ([name, value]) =>
        `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    .join("") + end;
const FORM = `multipart/form-data; boundary=${BOUNDARY}`;
const TEXT = "text/plain;charset=UTF-8";

/** Numbers that look random and are the same in each run. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state;
  }
}

/** A body with a few of its characters taken out, doubled or made others. */
function spoil(body: string, random: Generator<number>): string {
  const next = (below: number) => (random.next().value as number) % below;
  let spoilt = body;
  for (let times = 1 + next(4); times > 0; times -= 1) {
    const at = next(spoilt.length + 1);
    const piece = ["", '"', "$", "$1", "$K9", "[", "{", "\0", "\r\n", BOUNDARY, "é", "$F0", "$Q1"][
      next(13)
    ];
    spoilt = spoilt.slice(0, at) + piece + spoilt.slice(at + next(6));
  }
  return spoilt || " ";
}

const ARGUMENTS = [
  "",
  "{",
  "[]",
  "null",
  "0",
  "{}",
  "[null]",
  "[[]]",
  '["$1"]',
  '["$K1"]',
  '["$F1"]',
  '["$@1"]',
  '["$Q1"]',
  '["$W1"]',
  '["$i1"]',
  '["$B1"]',
  '["$R1"]',
  '["$n99999"]',
  '["$D"]',
  '["$h1"]',
  '["$T"]',
  '["$0"]',
  '["$undefined"]',
  '["$1:__proto__:constructor"]',
  '[{"__proto__":{"then":"$1"}}]',
  '[{"then":"$1:then","status":"resolved_model"},"$K1"]',
  JSON.stringify(Array(1_500).fill(1)),
  "[".repeat(5_000),
];

describe("a form that can't be read is answered with 400", () => {
  it.each(ARGUMENTS)("by a script, with the arguments %j", async (body) => {
    const action = actionId(await hiddenFields("/sign-in"));
    expect(action).not.toBe("");
    for (const type of [TEXT, FORM]) {
      const sent = type === TEXT ? body || " " : multipart([["0", body]]);
      expect(await post({ type, body: sent, action })).toBeLessThan(500);
    }
  });

  it.each([
    ["", ""],
    ["no end", multipart([["a", "b"]], "")],
    ["no part", `--${BOUNDARY}--\r\n`],
    ["no header", `--${BOUNDARY}\r\n\r\nvalue\r\n--${BOUNDARY}--\r\n`],
    [
      "no name",
      `--${BOUNDARY}\r\nContent-Disposition: form-data\r\n\r\nvalue\r\n--${BOUNDARY}--\r\n`,
    ],
    ["another boundary", "--y\r\n\r\n--y--\r\n"],
    ["noise", "\0\x01\x02"],
    ["an unknown action", multipart([["$ACTION_ID_00", ""]])],
    ["a reference to nothing", multipart([["$ACTION_REF_1", ""]])],
    [
      "a broken reference",
      multipart([
        ["$ACTION_REF_1", ""],
        ["$ACTION_1:0", "{"],
      ]),
    ],
  ])("without scripts: %s", async (_name, body) => {
    const status = await post({ type: FORM, body: body || " " });
    // An action that isn't known may be an older build's, whose form is opened again.
    expect([303, 400]).toContain(status);
  });

  it("if a readable one is damaged in any way", async () => {
    const fields = await hiddenFields("/sign-in");
    const action = actionId(fields);
    const random = numbers(7);
    const whole = multipart([...fields, ["email", "somebody@example.com"]]);
    const called = multipart([
      ["1_email", "somebody@example.com"],
      ["0", '["$undefined","$K1"]'],
    ]);
    for (let round = 0; round < 120; round += 1) {
      const tries: Post[] = [
        { type: FORM, body: spoil(whole, random) },
        { type: FORM, body: spoil(called, random), action },
        { type: TEXT, body: spoil('[{"email":"a"},"$K1"]', random), action },
      ];
      const statuses = await Promise.all(tries.map(post));
      for (const [at, status] of statuses.entries())
        expect(status, JSON.stringify(tries[at])).toBeLessThan(500);
    }
  });

  it("as is a router's request with an unreadable state", async () => {
    for (const state of ["x", "%", "[]", "{}", '["",{"children":1}]', "%5B%22%22%5D"]) {
      for (const path of ["/sign-in", "/account", "/nowhere"]) {
        const headers = { rsc: "1", "next-router-state-tree": state };
        const { status } = await fetch(`${web.url}${path}?_rsc=1`, { headers, redirect: "manual" });
        expect(status, state).toBe(400);
      }
    }
  });

  it("and isn't an error in the log", () => {
    expect(
      web
        .output()
        .split("\n")
        .filter((line) => /"level":"(error|fatal)"/.test(line)),
    ).toEqual([]);
  });

  it("while one that can be read is accepted, without scripts too", async () => {
    const fields = await hiddenFields("/sign-in");
    const body = multipart([...fields, ["email", "somebody@example.com"]]);
    expect(await post({ type: FORM, body })).toBe(303);
  });
});
