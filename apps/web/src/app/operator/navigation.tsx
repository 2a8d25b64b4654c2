import type { OperatorScope } from "@watchword/api/operator-scope";
import { Link } from "../../components/link.tsx";

const PAGES = {
  "/operator": "Overview",
  "/operator/address": "Look up",
  "/operator/mails": "Emails",
  "/operator/apps": "Apps",
  "/operator/events": "Events",
} as const;

export type OperatorPath = keyof typeof PAGES;

/** Pages about all collections together. */
const OF_THE_DEPLOYMENT: ReadonlySet<string> = new Set<OperatorPath>([
  "/operator",
  "/operator/apps",
]);

/** Whether operators of a single collection see the page too. */
export function isOfCollections(path: string): boolean {
  return !OF_THE_DEPLOYMENT.has(path);
}

interface OperatorNavigationProps {
  current: OperatorPath;
  scope: OperatorScope;
}

/** The pages of an operator, with the name of the collection if they operate only one. */
export function OperatorNavigation({ current, scope }: OperatorNavigationProps) {
  const pages = Object.entries(PAGES).filter(([path]) => scope === null || isOfCollections(path));
  return (
    <nav
      aria-label="Operator"
      className="flex flex-wrap justify-between gap-x-7 gap-y-1 border-b border-hairline py-3"
    >
      <ul className="flex flex-wrap gap-x-3.5 gap-y-1 @2xl:gap-x-7">
        {scope !== null && <li className="py-1 text-muted">{scope}</li>}
        {pages.map(([path, name]) => (
          <li key={path}>
            <Link
              href={path}
              aria-current={path === current ? "page" : undefined}
              className="inline-block py-1 hover:underline aria-[current]:font-semibold aria-[current]:text-accent"
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
      <Link href="/account" className="link inline-block py-1">
        Your account
      </Link>
    </nav>
  );
}
