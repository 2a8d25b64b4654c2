import type { Delivery as DeliveryState } from "@watchword/auth/email-otp";

/** How far the mail has come, in words. */
export function Delivery({ state }: { state: DeliveryState }) {
  return <p className="text-muted">{words(state)}</p>;
}

function words(delivery: DeliveryState): string {
  switch (delivery) {
    case "queued":
      return "The mail is on its way out.";
    case "sent":
      return "Sent. It can take a minute to arrive.";
    case "delivered":
      return "Delivered. If you don’t see it, look among the spam.";
    case "bounced":
      return "The mail came back: nobody takes mail at this address.";
    case "failed":
      return "The mail couldn’t be sent. Send it again.";
    case "capped":
      return "No further mail went out: this address was sent enough of them lately.";
  }
}
