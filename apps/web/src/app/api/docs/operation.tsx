import type { ReferenceOperation } from "@watchword/api/openapi/reference";
import type { ReactNode } from "react";
import { Prose } from "./prose.tsx";
import { Fields, TypeWords } from "./schema.tsx";

const SESSIONS: Record<ReferenceOperation["session"], string> = {
  own: "Needs a session.",
  operator: "Needs an operator’s session that signed in within the last few minutes.",
  any: "Takes a session or none.",
  none: "Needs no session.",
};

/** One operation: its summary, which opens to what it takes, returns and refuses with. */
export function OperationDetails({ operation }: { operation: ReferenceOperation }) {
  const { path, method, url, summary, description, session, captchaHeader } = operation;
  return (
    <details className="border-b border-hairline last:border-b-0">
      <summary className="py-2">
        <span className="font-semibold">{summary}</span>
        <code className="block font-mono wrap-anywhere ps-4">
          <span className="text-muted">{method}</span> {url}
        </code>
      </summary>
      <div id={path} className="space-y-4 pb-5 ps-4">
        <p>
          {description !== undefined && (
            <>
              <Prose>{description}</Prose>{" "}
            </>
          )}
          {SESSIONS[session]}
        </p>
        {operation.input && (
          <Part title="Takes">
            <Fields schema={operation.input} nothing="An empty object." />
            {captchaHeader !== null && (
              <p className="mt-2 text-muted">
                <Prose>{`What a captcha answered goes into the header \`${captchaHeader}\`.`}</Prose>
              </p>
            )}
          </Part>
        )}
        <Part title="Answers">
          <TypeWords schema={operation.output} />
          <Fields schema={operation.output} />
        </Part>
        <Part title="May refuse with">
          <Reasons of={operation} />
        </Part>
      </div>
    </details>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="text-muted">{title}</h3>
      {children}
    </section>
  );
}

function Reasons({ of: { refusals } }: { of: ReferenceOperation }) {
  return (
    <ul className="flex flex-wrap gap-x-4">
      {refusals.map((reason) => (
        <li key={reason} className="min-w-0">
          <a href={`#${reason}`} className="link font-mono wrap-anywhere">
            {reason}
          </a>
        </li>
      ))}
    </ul>
  );
}
