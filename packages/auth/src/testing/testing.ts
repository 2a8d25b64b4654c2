export { callIn } from "./call-in.ts";
export { inOneMoment } from "./in-one-moment.ts";
export { queueNotices } from "./queue-notices.ts";
export { rememberNow } from "./remember-now.ts";
export { resolveMail } from "./resolve-mail.ts";
export { seedWeek } from "./seed-week.ts";
