import { useProblems } from "../../forms/problem.ts";
import { CheckField, LinesField, TextField } from "../field.tsx";
import type { AppProblems, TypedApp } from "./typed-app.ts";

interface AppFieldsProps {
  /** The current settings; null for a new app. */
  app: TypedApp | null;
  problems: AppProblems;
  choosesId: boolean;
}

/** The fields of an app's settings, with what is wrong with each. */
export function AppFields({ app, problems, choosesId }: AppFieldsProps) {
  const problemOf = useProblems(problems);
  const text = (name: TextName) => ({
    name,
    defaultValue: app?.[name] ?? "",
    ...problemOf(name),
  });
  const lines = (name: LinesName) => ({
    name,
    rows: Math.max(2, (app?.[name].length ?? 0) + 1),
    defaultValue: app?.[name].join("\n"),
    ...problemOf(name),
  });
  const check = (name: CheckName, isUsual = false) => ({
    name,
    defaultChecked: app?.[name] ?? isUsual,
    ...problemOf(name),
  });
  return (
    <>
      {choosesId ? (
        <TextField label="Client id" required {...text("id")} />
      ) : (
        <input type="hidden" name="id" value={app?.id} />
      )}
      <TextField label="Name that people see" {...text("name")} />
      <TextField label="Origin of its pages (optional)" {...text("origin")} />
      <LinesField label="Redirect URIs, one per line" {...lines("redirectUris")} />
      <LinesField
        label="Where people may return after sign-out, one URI per line"
        {...lines("postLogoutRedirectUris")}
      />
      <LinesField
        label="Other origins whose pages call the API, one per line"
        {...lines("allowedOrigins")}
      />
      <TextField
        label="URI where it starts a sign-in, which links in its emails lead to"
        {...text("initiateLoginUri")}
      />
      <TextField
        label="Back-channel logout URI, which is told when a session ends"
        {...text("backchannelLogoutUri")}
      />
      <CheckField label="It’s ours: don’t ask people for consent" {...check("trusted")} />
      <CheckField
        label="It may sign in on devices without a browser (device authorization)"
        {...check("deviceAuthorization")}
      />
      <CheckField label="It gets user ids of its own (pairwise)" {...check("isPairwise")} />
      {choosesId && (
        <CheckField
          label="It has a server that can keep a key secret"
          {...check("makesKey", true)}
        />
      )}
    </>
  );
}

type TextName = "backchannelLogoutUri" | "id" | "initiateLoginUri" | "name" | "origin";
type LinesName = "allowedOrigins" | "postLogoutRedirectUris" | "redirectUris";
type CheckName = "deviceAuthorization" | "isPairwise" | "makesKey" | "trusted";
