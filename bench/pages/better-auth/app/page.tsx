import { SignIn } from "./sign-in.tsx";

export const metadata = { title: "Sign in", description: "Sign in with a code by e-mail." };

export default function Page() {
  return (
    <main>
      <h1>Sign in</h1>
      <SignIn />
    </main>
  );
}
