import { getSession } from "../auth.ts";

export default async function Page() {
  const current = await getSession();
  return current ? (
    <p>
      Hello, {current.user.email}. <a href="/members">Go to the members’ page</a>
    </p>
  ) : (
    <p>
      <a href="/sign-in?next=/members">Sign in with Watchword</a>
    </p>
  );
}
