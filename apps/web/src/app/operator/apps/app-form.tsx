"use client";

import type { ReactNode } from "react";
import { type Action, ActionForm } from "../../action-form.tsx";
import { AppFields } from "./fields.tsx";
import type { AppActed, TypedApp } from "./typed-app.ts";

interface AppFormProps {
  action: Action<AppActed>;
  /** What it is registered with; null for a new one. */
  app: TypedApp | null;
  /** Whether its id can still be chosen. */
  choosesId?: boolean;
  children: ReactNode;
}

/** An app's settings. What was typed stays where it is refused. */
export function AppForm({ action, app, choosesId = false, children }: AppFormProps) {
  return (
    <ActionForm action={action}>
      {(state) => (
        <>
          <AppFields app={state?.typed ?? app} choosesId={choosesId} />
          {children}
        </>
      )}
    </ActionForm>
  );
}
