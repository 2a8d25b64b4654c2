import { useCallback, useEffect, useState } from "react";
import { type Current, endSession, findSession, keepSession, watchword } from "./session.ts";
import { SignIn } from "./sign-in/sign-in.tsx";

type State = "loading" | "unreachable" | Current | null;

/** A page of an origin of its own: it has no server, and Watchword mails codes and keeps sessions. */
export function App() {
  const [current, setCurrent] = useState<State>("loading");
  const load = useCallback(
    () => findSession().then(setCurrent, () => setCurrent("unreachable")),
    [],
  );
  useEffect(() => void load(), [load]);

  if (current === "loading") return null;
  if (current === "unreachable")
    return (
      <>
        <p role="alert">We can’t find out who is signed in.</p>
        <button onClick={() => void load()}>Try again</button>
      </>
    );
  if (current === null)
    return (
      <SignIn
        client={watchword}
        onSignedIn={({ token }) => {
          keepSession(token ?? "");
          void load();
        }}
      />
    );
  return (
    <>
      <h1>Hello, {current.user.email}</h1>
      <button onClick={() => void endSession().then(load)}>Sign out</button>
    </>
  );
}
