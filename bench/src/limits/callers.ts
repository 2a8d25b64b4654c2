import { randomInt } from "node:crypto";
import type { OperationName, Run } from "../contestants/contestant.ts";

/** Answers whole requests, and makes those of an operation ready. */
export interface CallSite {
  name: string;
  answer(request: Request, ip: string): Promise<Response>;
  requests: Partial<Record<OperationName, (count: number) => Promise<Request[]>>>;
  close(): Promise<void>;
}

export const ORIGIN = "http://localhost:3000";

/** Somebody anywhere: limits are counted for each caller, and nobody comes near them. */
function anywhere(): string {
  return `${randomInt(1, 224)}.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;
}

export function runs({ name, answer }: CallSite, requests: Request[]): Run[] {
  return requests.map((request) => async () => {
    const response = await answer(request, anywhere());
    const body = await response.text();
    if (response.status !== 200) throw new Error(`${name}: ${response.status} ${body}`);
  });
}

export function post(path: string, body: unknown, headers: Record<string, string> = {}): Request {
  return new Request(`${ORIGIN}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: ORIGIN, ...headers },
    body: JSON.stringify(body),
  });
}
