import { afterAll, beforeAll, expect, it } from "vitest";
import { borrowDeployment } from "./borrowed-deployment.ts";
import { openPlainForm } from "./plain-form.ts";
import { anybody } from "./visitor.ts";

let lent: Awaited<ReturnType<typeof borrowDeployment>>;
beforeAll(async () => {
  lent = await borrowDeployment();
});
afterAll(() => lent.deployment.close());

/** The cookies of a browser that asked for a code. */
async function askForCode(): Promise<string> {
  const form = await openPlainForm(`${lent.web.url}/sign-in`, "email", { email: anybody() });
  const cookies = (await form.submit()).headers.getSetCookie();
  return cookies.map((set) => set.split(";")[0]).join("; ");
}

it.each(["nothing", "constructor", "__proto__"])(
  "a code's form that names the flow %j is answered with 404",
  async (flow) => {
    const cookie = await askForCode();
    const page = `${lent.web.url}/sign-in/code`;
    const { fields, submit } = await openPlainForm(page, "code", { code: "123456" }, cookie);
    const named = [...fields].filter(([, value]) => String(value).includes('"email-otp"'));
    expect(named).not.toEqual([]);
    for (const [name, value] of named)
      fields.set(name, String(value).replace('"email-otp"', JSON.stringify(flow)));
    const { status } = await submit({ origin: lent.web.url, cookie });
    expect(status).toBe(404);
  },
);
