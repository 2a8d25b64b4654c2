import { useEffect, useRef } from "react";
import type { ShownCaptcha } from "../captcha/shown.ts";
import { type MountedWidget, mountWidget } from "../captcha/widget.ts";

interface CaptchaProps {
  /** Null shows nothing, and loads nothing. */
  captcha: ShownCaptcha | null;
  /** The state of its form: each new one needs a new response. */
  attempt: object;
}

/** The place of a form's captcha, which is empty for most people. */
export function Captcha({ captcha, attempt }: CaptchaProps) {
  const place = useRef<HTMLDivElement>(null);
  const widget = useRef<MountedWidget>(null);
  const answeredFor = useRef(attempt);
  const { siteKey, action } = captcha ?? {};
  useEffect(() => {
    if (!place.current || siteKey === undefined || action === undefined) return;
    const mounted = mountWidget(place.current, { siteKey, action });
    widget.current = mounted;
    return () => mounted.remove();
  }, [siteKey, action]);
  useEffect(() => {
    if (answeredFor.current === attempt) return;
    answeredFor.current = attempt;
    widget.current?.renew();
  }, [attempt]);
  if (captcha === null) return null;
  return (
    <>
      <div ref={place} className="mt-5 empty:hidden" />
      <noscript>
        <p className="mt-3">{captcha.noScript}</p>
      </noscript>
    </>
  );
}
