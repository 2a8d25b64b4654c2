import type { DataOf } from "../src/testing/answers.ts";
import { type Api, OPERATOR, startApi } from "./caller.ts";

/** The API, and the headers of an operator who is signed in. */
export async function startForOperator() {
  const api = await startApi();
  return { api, operator: await api.bearer(OPERATOR) };
}

/** What a procedure of operators answers; throws where it refuses. */
export async function askAsOperator<Name extends string>(
  api: Api,
  operator: { authorization: string },
  path: Name,
  input: object = {},
): Promise<DataOf<`operator.${Name}`>> {
  const { body } = await api.post(`operator.${path}`, input, operator);
  if (!body.result) throw new Error(JSON.stringify(body.error.data));
  return body.result.data;
}
