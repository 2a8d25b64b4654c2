import { getSession } from "watchword/next";
import { watchword } from "../watchword.ts";
import { signOut } from "./actions.ts";
import { SignIn } from "./sign-in.tsx";

export default async function Page() {
  const current = await getSession(watchword);
  if (!current) return <SignIn />;
  return (
    <form action={signOut}>
      <p>Hello, {current.user.email}</p>
      <button>Sign out</button>
    </form>
  );
}
