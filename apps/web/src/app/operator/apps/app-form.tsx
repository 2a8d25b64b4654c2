"use client";

import type { ReactNode } from "react";
import { type Action, ActionForm } from "../../forms/action-form.tsx";
import { AppFields } from "./fields.tsx";
import type { AppActed, AppProblems, TypedApp } from "./typed-app.ts";

const NONE: AppProblems = {};

interface AppFormProps {
  action: Action<AppActed>;
  /** What it is registered with; null for a new one. */
  app: TypedApp | null;
  /** Whether its id can still be chosen. */
  choosesId?: boolean;
  /** What opens it, where it isn't open from the start. */
  summary?: string;
  children: ReactNode;
}

/** An app's settings. What was typed stays where it is refused. */
export function AppForm({ action, app, choosesId = false, summary, children }: AppFormProps) {
  return (
    <ActionForm action={action}>
      {(state) => (
        // What it says stands below, and so can be read while it is closed.
        <Opened summary={summary} isOpen={state?.refused ?? false}>
          <AppFields
            app={state?.typed ?? app}
            problems={state?.problems ?? NONE}
            choosesId={choosesId}
          />
          {children}
        </Opened>
      )}
    </ActionForm>
  );
}

interface OpenedProps {
  summary: string | undefined;
  isOpen: boolean;
  children: ReactNode;
}

function Opened({ summary, isOpen, children }: OpenedProps) {
  if (summary === undefined) return children;
  return (
    <details className="mt-2" open={isOpen}>
      <summary className="link inline-block min-h-6">{summary}</summary>
      {children}
    </details>
  );
}
