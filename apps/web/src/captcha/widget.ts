export const RESPONSE_FIELD = "cf-turnstile-response";

const ORIGIN = "https://challenges.cloudflare.com";

/** https://developers.cloudflare.com/turnstile/get-started/client-side-rendering/ */
interface TurnstileApi {
  render(place: HTMLElement, options: Record<string, unknown>): string;
  reset(id: string): void;
  remove(id: string): void;
}

let loading: Promise<TurnstileApi> | null = null;

/** Scripts that a trusted one adds are trusted ('strict-dynamic'), so it needs no nonce. */
function loadTurnstile(): Promise<TurnstileApi> {
  loading ??= new Promise<TurnstileApi>((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${ORIGIN}/turnstile/v0/api.js?render=explicit`;
    script.addEventListener("error", () => reject(new Error("Turnstile can't be loaded.")));
    script.addEventListener("load", () => {
      const { turnstile } = globalThis as { turnstile?: TurnstileApi };
      if (turnstile) resolve(turnstile);
      else reject(new Error("Turnstile isn't what it was."));
    });
    document.head.append(script);
  }).catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

export interface MountedWidget {
  /** Asks for a new response, because each counts once. */
  renew(): void;
  remove(): void;
}

/**
 * Shows Turnstile in a form, which people see only if they have something to do. A form that is sent too early waits
 * for the response; if that fails, the form is sent without one, and the server decides.
 */
export function mountWidget(
  place: HTMLElement,
  { siteKey, action }: { siteKey: string; action: string },
): MountedWidget {
  const form = place.closest("form");
  const gone = new AbortController();
  let shown: { turnstile: TurnstileApi; id: string } | null = null;
  let settled = false;
  let waiting = false;

  function settle(): void {
    settled = true;
    if (!waiting) return;
    waiting = false;
    form?.requestSubmit();
  }
  function holdBack(event: Event): void {
    if (settled) return;
    waiting = true;
    event.preventDefault();
    event.stopImmediatePropagation();
  }
  function reload({ blockedURI }: SecurityPolicyViolationEvent): void {
    if (!blockedURI.startsWith(ORIGIN)) return;
    if (wasReloaded()) settle();
    else location.reload();
  }
  async function show(): Promise<void> {
    const turnstile = await loadTurnstile();
    if (gone.signal.aborted) return;
    const id = turnstile.render(place, {
      sitekey: siteKey,
      action,
      appearance: "interaction-only",
      size: "flexible",
      language: document.documentElement.lang.toLowerCase(),
      "response-field-name": RESPONSE_FIELD,
      callback: settle,
      "expired-callback": () => (settled = false),
      "unsupported-callback": settle,
      "error-callback": () => {
        settle();
        return true;
      },
    });
    shown = { turnstile, id };
  }
  form?.addEventListener("submit", holdBack, { capture: true, signal: gone.signal });
  document.addEventListener("securitypolicyviolation", reload, { signal: gone.signal });
  show().catch(settle);

  return {
    renew() {
      if (!shown) return;
      settled = false;
      shown.turnstile.reset(shown.id);
    },
    remove() {
      gone.abort();
      shown?.turnstile.remove(shown.id);
    },
  };
}

/**
 * A page that was loaded before a captcha was needed may not load one, because its policy is as old as the page. It is
 * reloaded, once.
 */
function wasReloaded(): boolean {
  const [navigation] = performance.getEntriesByType("navigation");
  return navigation instanceof PerformanceNavigationTiming && navigation.type === "reload";
}
