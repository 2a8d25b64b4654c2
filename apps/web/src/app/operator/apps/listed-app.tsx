import { Row } from "../../../components/page-layout.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { AskFirst } from "../ask-first.tsx";
import { changeApp } from "./actions.ts";
import { AppForm } from "./app-form.tsx";
import type { AppView } from "./app-view.ts";

/** An app, and what may be done about it. */
export function ListedApp({ app }: { app: AppView }) {
  const { id, name, redirectUris, isFixed } = app;
  return (
    <Row note={<h2 className="wrap-anywhere">{name}</h2>}>
      <p className="wrap-anywhere">
        <span className="font-semibold">{id}</span>, {keysOf(app)}
        {app.trusted && ", trusted"}
        {app.deviceAuthorization && ", on devices without a browser"}
        {app.subjectType === "pairwise" && ", pairwise"}
      </p>
      <ul className="text-muted wrap-anywhere">
        {redirectUris.map((uri) => (
          <li key={uri}>{uri}</li>
        ))}
      </ul>
      {isFixed ? (
        <p className="mt-2">
          In the environment: change it in <code>WATCHWORD_APPS</code>.
        </p>
      ) : (
        <AppForm
          action={changeApp}
          app={{ ...app, isPairwise: app.subjectType === "pairwise", makesKey: false }}
          summary={`Change ${name}`}
        >
          <Button className="mt-4" name="change" value="save">
            Save
          </Button>
          <AskFirst
            open="New key"
            lead="The current key works for another day. Give the app the new one before then."
            name="change"
            value="key"
          >
            Yes, make a new key
          </AskFirst>
          <AskFirst
            open="New key, and end the old one"
            lead="For a key that somebody else may have: it stops working immediately, so be ready to change it in the app’s settings."
            name="change"
            value="only-key"
          >
            Yes, end the old key
          </AskFirst>
          <AskFirst
            open="Remove"
            lead="Nobody can sign in to it any more, and its sessions end immediately."
            name="change"
            value="remove"
          >
            Yes, remove it
          </AskFirst>
        </AppForm>
      )}
    </Row>
  );
}

function keysOf({ hasKey, hasTwoKeys }: AppView): string {
  if (hasTwoKeys) return "with a new key and, until tomorrow, the old one";
  return hasKey ? "with a key" : "without a key";
}
