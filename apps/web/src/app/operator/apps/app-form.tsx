"use client";

import type { ReactNode } from "react";
import { type Action, ActionForm } from "../../forms/action-form.tsx";
import { AppFields } from "./fields.tsx";
import type { AppActed, AppProblems, TypedApp } from "./typed-app.ts";

const NONE: AppProblems = {};

interface AppFormProps {
  action: Action<AppActed>;
  /** The current settings; null for a new app. */
  app: TypedApp | null;
  /** Whether its id can still be chosen. */
  choosesId?: boolean;
  /** The words that open it, if it isn't open at first. */
  summary?: string;
  children: ReactNode;
}

/** An app's settings. If they are refused, what was typed stays. */
export function AppForm({ action, app, choosesId = false, summary, children }: AppFormProps) {
  return (
    <ActionForm action={action}>
      {(state) => (
        // The result is shown below, so that it can be read while the form is closed.
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
