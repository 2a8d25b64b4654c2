export { queueNotices } from "./queue-notices.ts";
export { seedWeek } from "./seed-week.ts";
