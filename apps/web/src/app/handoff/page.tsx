import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getVisitor } from "../../caller.ts";
import { Indented, Row, Sheet } from "../../components/sheet.tsx";
import { Button, buttonStyle } from "../../components/ui/button.tsx";
import { withOutage } from "../outage.tsx";
import type { SearchParams } from "../search-params.ts";
import { signInPath } from "../sign-in/path.ts";
import { type HandoffProblem, handoffPath, readHandoff } from "./request.ts";

const PROBLEMS: Record<HandoffProblem, string> = {
  app: "The app that sent you isn’t registered here.",
  challenge: "The app that sent you left out its challenge, or sent one that isn’t S256.",
  state: "The app that sent you gave us too long a state to carry.",
};

async function load(searchParams: SearchParams) {
  const given = await searchParams;
  return readHandoff((name) => (typeof given[name] === "string" ? given[name] : null));
}

export async function generateMetadata(props: { searchParams: SearchParams }): Promise<Metadata> {
  const request = await load(props.searchParams);
  return { title: "problem" in request ? NOWHERE : `Continue to ${request.app.name}` };
}

const NOWHERE = "This leads nowhere";

export default withOutage(async function Page(props: { searchParams: SearchParams }) {
  const request = await load(props.searchParams);
  if ("problem" in request) return <Nowhere problem={request.problem} />;

  const next = handoffPath(request);
  const visitor = await getVisitor();
  if (!visitor) return redirect(signInPath({ next }));

  const { app, challenge, state } = request;
  const { email } = visitor.user;
  return (
    <Sheet
      focusTitle
      title={`Continue to ${app.name}?`}
      lead={`${app.name} asks who you are. Nothing is told to it unless you continue.`}
    >
      <Row note="To">
        <p className="font-semibold">{app.name}</p>
        <p className="text-muted wrap-anywhere">{app.origin}</p>
      </Row>
      <Row note="It is told">
        <p className="max-w-prose">
          Your address, whether it is proven, and since when you have the account. It can change
          nothing, and its session ends with yours here.
        </p>
      </Row>
      <Row note="As">
        <p className="mb-5 font-semibold wrap-anywhere">{email}</p>
        <form
          method="post"
          action="/handoff/decision"
          encType="multipart/form-data"
          className="flex flex-wrap gap-3"
        >
          <input type="hidden" name="app" value={app.id} />
          <input type="hidden" name="challenge" value={challenge} />
          <input type="hidden" name="state" value={state} />
          <input type="hidden" name="sessionId" value={visitor.session.id} />
          <Button name="decision" value="continue" className="wrap-anywhere">
            Continue as {email}
          </Button>
          <Button name="decision" value="decline" look="plain">
            Cancel
          </Button>
        </form>
      </Row>
      <Row note="Not you?">
        <p>
          <Link href={signInPath({ next })} className="link">
            Sign in with another address
          </Link>
          .
        </p>
      </Row>
    </Sheet>
  );
});

function Nowhere({ problem }: { problem: HandoffProblem }) {
  return (
    <Sheet
      focusTitle
      title={NOWHERE}
      lead={`${PROBLEMS[problem]} Nothing was told to anybody. Go back to the app, and begin again there.`}
    >
      <Indented>
        <Link href="/" className={buttonStyle({ look: "plain" })}>
          To Watchword
        </Link>
      </Indented>
    </Sheet>
  );
}
