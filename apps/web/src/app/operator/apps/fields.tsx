import type { ComponentProps } from "react";
import { Input } from "../../../components/ui/input.tsx";
import type { TypedApp } from "./typed-app.ts";

/** What an app is registered with, as its fields show it; empty for a new one. */
export function AppFields({ app, choosesId }: { app: TypedApp | null; choosesId: boolean }) {
  return (
    <>
      {choosesId ? (
        <TextField label="Client id" name="id" required defaultValue={app?.id} />
      ) : (
        <input type="hidden" name="id" value={app?.id} />
      )}
      <TextField label="Name that people see" name="name" defaultValue={app?.name} />
      <TextField
        label="Origin of its pages (optional)"
        name="origin"
        defaultValue={app?.origin ?? ""}
      />
      <Lines label="Redirect URIs, one per line" name="redirectUris" values={app?.redirectUris} />
      <Lines
        label="Where people may return after sign-out, one URI per line"
        name="postLogoutRedirectUris"
        values={app?.postLogoutRedirectUris}
      />
      <Lines
        label="Other origins whose pages call the API, one per line"
        name="allowedOrigins"
        values={app?.allowedOrigins}
      />
      <TextField
        label="URI where it starts a sign-in, which links in its emails lead to"
        name="initiateLoginUri"
        defaultValue={app?.initiateLoginUri ?? ""}
      />
      <TextField
        label="Back-channel logout URI, which is told when a session ends"
        name="backchannelLogoutUri"
        defaultValue={app?.backchannelLogoutUri ?? ""}
      />
      <Check
        label="It’s ours: don’t ask people for consent"
        name="trusted"
        defaultChecked={app?.trusted ?? false}
      />
      <Check
        label="It may sign in on devices without a browser (device authorization)"
        name="deviceAuthorization"
        defaultChecked={app?.deviceAuthorization ?? false}
      />
      <Check
        label="It gets user ids of its own (pairwise)"
        name="pairwise"
        defaultChecked={app?.isPairwise ?? false}
      />
    </>
  );
}

export function Check({ label, ...input }: { label: string } & ComponentProps<"input">) {
  return (
    <label className="mt-4 flex items-center gap-3">
      <input type="checkbox" value="yes" className="size-5 shrink-0 accent-accent" {...input} />
      {label}
    </label>
  );
}

function TextField({ label, ...input }: { label: string } & ComponentProps<"input">) {
  return (
    <label className="mt-4 block">
      {label}
      <Input type="text" className="mt-1" autoComplete="off" spellCheck={false} {...input} />
    </label>
  );
}

interface LinesProps {
  label: string;
  name: string;
  values: readonly string[] | undefined;
}

function Lines({ label, name, values = [] }: LinesProps) {
  return (
    <label className="mt-4 block">
      {label}
      <textarea
        name={name}
        rows={Math.max(2, values.length + 1)}
        defaultValue={values.join("\n")}
        spellCheck={false}
        className="mt-1 block w-full rounded-control border border-edge bg-transparent px-4 py-2.5 text-ink hover:border-ink focus-visible:border-accent"
      />
    </label>
  );
}
