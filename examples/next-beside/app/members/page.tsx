import { redirect } from "next/navigation";
import { getSession } from "../../auth.ts";

/** The guard in `proxy.ts` sends most people to sign in first. A page asks for itself: its path may miss the matcher. */
export default async function Page() {
  const current = await getSession();
  if (current === null) redirect("/sign-in?next=/members");
  return (
    <form method="post" action="/sign-out">
      <p>Only members see this, such as {current.user.email}.</p>
      <button>Sign out</button>
    </form>
  );
}
