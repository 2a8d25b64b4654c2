import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { inject } from "vitest";
import type { Offer } from "./lender.ts";
import { type Deployment, openDeployment } from "./processes.ts";

/** A deployment that runs and isn't anybody else's until its `close`, which gives it back. */
export async function borrowDeployment(): Promise<{
  deployment: Deployment;
  web: { url: string };
}> {
  const lender = connect(inject("lenderPort"), "127.0.0.1");
  const [line] = (await once(createInterface(lender), "line")) as [string];
  const offer = JSON.parse(line) as Offer;
  if ("problem" in offer) throw new Error(offer.problem);
  const deployment = openDeployment(offer);
  const close = async () => {
    await deployment.close();
    lender.destroy();
  };
  return { deployment: { ...deployment, close }, web: { url: offer.webUrl } };
}
