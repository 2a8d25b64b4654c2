import { cx } from "class-variance-authority";

export const SCHEMES = ["light", "dark"] as const;
export const SIZES = ["phone", "desktop"] as const;

export interface Look {
  scheme: (typeof SCHEMES)[number];
  size: (typeof SIZES)[number];
}

interface FrameProps {
  title: string;
  src: string;
  look: Look;
  /** Whether scripts run in it. In a mail they don't. */
  scripts?: boolean;
}

/** A page or mail as it is, in a frame that sets its color scheme. */
export function Frame({ title, src, look: { scheme, size }, scripts = true }: FrameProps) {
  const isPhone = size === "phone";
  return (
    <figure
      className={cx("border border-edge", isPhone ? "w-97.5" : "h-100 w-160 overflow-hidden")}
    >
      <iframe
        title={title}
        src={src}
        loading="lazy"
        sandbox={scripts ? "allow-scripts allow-same-origin allow-forms" : ""}
        className={cx(
          "block",
          scheme === "dark" ? "scheme-dark" : "scheme-light",
          isPhone ? "h-195 w-97.5" : "h-200 w-320 origin-top-left scale-50",
        )}
      />
    </figure>
  );
}
