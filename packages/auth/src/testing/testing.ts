export { callIn } from "./call-in.ts";
export { queueNotices } from "./queue-notices.ts";
export { seedWeek } from "./seed-week.ts";
