import { z } from "zod";
import {
  accountState,
  addressView,
  eventPage,
  failedMail,
  overview,
  recordedEvent,
  suppressedAddress,
} from "../operator-outputs.ts";
import {
  challenge,
  challengeStatus,
  current,
  listedSession,
  ok,
  oneTimeToken,
  oneTimeTokenStanding,
  renewed,
  session,
  signedIn,
  user,
} from "../outputs.ts";

export type JsonSchema = Record<string, unknown>;

/** The answers that have a name; others are spelled out in place. */
const NAMED = {
  User: user,
  Session: session,
  ListedSession: listedSession,
  Current: current,
  SignedIn: signedIn,
  RenewedSession: renewed,
  Challenge: challenge,
  ChallengeStatus: challengeStatus,
  OneTimeToken: oneTimeToken,
  OneTimeTokenStanding: oneTimeTokenStanding,
  Ok: ok,
  AccountState: accountState,
  RecordedEvent: recordedEvent,
  EventPage: eventPage,
  Overview: overview,
  AddressView: addressView,
  FailedMail: failedMail,
  SuppressedAddress: suppressedAddress,
};

const reference = (name: string) => `#/components/schemas/${name}`;

export interface AnswerSchemas {
  /** The named schemas that a part of a document refers to, for its `components.schemas`. */
  namedIn(part: unknown): Record<string, JsonSchema>;
  /** A reference to it, or the schema itself. */
  schemaOf(answer: z.ZodType): JsonSchema;
}

/** The schemas of these answers, which share the named ones. */
export function describeAnswers(answers: z.ZodType[]): AnswerSchemas {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(NAMED)) registry.add(schema, { id });
  answers.forEach((schema, index) => {
    if (!registry.has(schema)) registry.add(schema, { id: `answer ${index}` });
  });
  const { schemas } = z.toJSONSchema(registry, { io: "output", uri: reference, override: tidy });
  const plain = (id: string) => withoutIdentity(schemas[id] ?? {});
  const named = Object.fromEntries(Object.keys(NAMED).map((id) => [id, plain(id)]));
  return {
    namedIn: (part) => referredTo(part, named),
    schemaOf(answer) {
      const { id } = registry.get(answer) ?? { id: "" };
      return Object.hasOwn(NAMED, id) ? { $ref: reference(id) } : plain(id);
    },
  };
}

/** The schemas that a part of a document refers to, and those that these refer to in turn. */
function referredTo(
  part: unknown,
  named: Record<string, JsonSchema>,
  found = new Set<string>(),
): Record<string, JsonSchema> {
  const json = JSON.stringify(part);
  for (const [id, schema] of Object.entries(named)) {
    if (found.has(id) || !json.includes(`"${reference(id)}"`)) continue;
    found.add(id);
    referredTo(schema, named, found);
  }
  return Object.fromEntries(Object.entries(named).filter(([id]) => found.has(id)));
}

/** The schema of what a procedure takes, before it is normalized. */
export function describeInput(input: z.ZodType): JsonSchema {
  return withoutIdentity(z.toJSONSchema(input, { io: "input", override: tidy }));
}

function withoutIdentity({ $schema: _schema, $id: _id, ...schema }: JsonSchema): JsonSchema {
  return schema;
}

/** Removes the pattern of a format, and the bounds of JavaScript's integers, which say nothing more. */
function tidy({ jsonSchema }: { jsonSchema: JsonSchema }): void {
  if (jsonSchema["format"] !== undefined) delete jsonSchema["pattern"];
  if (jsonSchema["minimum"] === Number.MIN_SAFE_INTEGER) delete jsonSchema["minimum"];
  if (jsonSchema["maximum"] === Number.MAX_SAFE_INTEGER) delete jsonSchema["maximum"];
}
