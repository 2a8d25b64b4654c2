import { TextButton } from "../../components/ui/button.tsx";
import { getDateLocale, getTranslate } from "../../language/translations.ts";
import { disconnectApp } from "./actions.ts";
import { day, exactTime } from "./relative-time.ts";

interface ConnectedAppsProps {
  apps: { app: string; name: string; givenAt: string }[];
}

/** The apps that the owner continues to without being asked, with a button to disconnect each. */
export async function ConnectedApps({ apps }: ConnectedAppsProps) {
  const t = await getTranslate();
  const locale = await getDateLocale();
  return (
    <form action={disconnectApp}>
      <p className="mb-4 max-w-prose text-muted">{t("connected-apps.lead")}</p>
      <ul>
        {apps.map(({ app, name, givenAt }) => {
          const time = (words: React.ReactNode) => (
            <time dateTime={givenAt} title={exactTime(givenAt, locale)}>
              {words}
            </time>
          );
          return (
            <li
              key={app}
              className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-6 border-b border-hairline py-4 first:pt-0 last:border-b-0 last:pb-0"
            >
              <div className="wrap-anywhere">
                <p className="font-semibold">{name}</p>
                <p className="text-muted">
                  {t.rich("connected-apps.since", { day: day(givenAt, locale), time })}
                </p>
              </div>
              <TextButton
                name="app"
                value={app}
                aria-label={t("connected-apps.disconnect-which", { app: name })}
              >
                {t("connected-apps.disconnect")}
              </TextButton>
            </li>
          );
        })}
      </ul>
    </form>
  );
}
