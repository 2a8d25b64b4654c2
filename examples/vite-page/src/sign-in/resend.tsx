interface ResendProps {
  /** Seconds until it helps to press; null once no more mails are sent. */
  inSeconds: number | null;
  pending: boolean;
  onSend: () => void;
}

/** Sends the same mail again, once the wait is over. The seconds are for the eye: nobody wants to hear them pass. */
export function Resend({ inSeconds, pending, onSend }: ResendProps) {
  if (inSeconds === null) return <p>No more mails are sent for this code.</p>;
  const waits = inSeconds > 0 || pending;
  return (
    <p>
      <button
        className="ww-plain"
        aria-disabled={waits}
        onClick={() => {
          if (!waits) onSend();
        }}
      >
        Send it again
      </button>{" "}
      <span aria-hidden="true">{inSeconds > 0 && `in ${inSeconds} s`}</span>
    </p>
  );
}
