import { getSession } from "../../auth.ts";

/** Nobody comes here without a session: the guard in `proxy.ts` sends people to sign in first. */
export default async function Page() {
  const current = await getSession();
  return (
    <form method="post" action="/sign-out">
      <p>Only members see this, such as {current?.user.email}.</p>
      <button>Sign out</button>
    </form>
  );
}
