import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askReady, call, signIn } from "./http-client.ts";
import { startWeb } from "./processes.ts";

describe("the built app with nothing set up", () => {
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), "watchword-data-"));
    // As earlier releases left it when they were killed while they made it.
    await writeFile(path.join(dataDir, "secret"), "");
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  it("starts on an embedded database, shares it, and keeps its users over a restart", async () => {
    const first = await startWeb({ DATA_DIR: dataDir });
    const { data } = await signIn(first, "kept@example.com");
    const headers = { authorization: `Bearer ${data.token}` };
    const beside = await startWeb({ DATA_DIR: dataDir, PUBLIC_URL: first.url });
    expect((await askReady(beside.listening)).status).toBe(200);
    expect((await stat(path.join(dataDir, "secret"))).mode & 0o777).toBe(0o600);
    await beside.stop();
    expect(await first.stop()).toBe(0);

    const again = await startWeb({ DATA_DIR: dataDir });
    const current = await call(again, "session.current", undefined, headers);
    expect(current.data?.user).toMatchObject({ email: "kept@example.com", id: data.user.id });
    await again.stop();
  });
});
