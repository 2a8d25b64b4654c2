/** A tally cut in two, as challenge and countersign are: where the halves meet, the cut is a W. */
export function Wordmark() {
  return (
    <span className="inline-flex items-center gap-2.5 font-semibold tracking-tight">
      <svg viewBox="0 0 32 32" className="size-6 shrink-0" aria-hidden="true">
        <path
          className="fill-ink forced-colors:fill-[CanvasText]"
          d="M0 0h32v7l-8 11-8-11-8 11L0 7z"
        />
        <path
          className="fill-accent forced-colors:fill-[CanvasText]"
          d="M0 12l8 11 8-11 8 11 8-11v20H0z"
        />
      </svg>
      Watchword
    </span>
  );
}
