export { createWatchwordClient } from "@watchword/client";
export { useEmailCode } from "@watchword/client/react";
