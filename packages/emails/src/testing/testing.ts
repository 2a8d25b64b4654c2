export { type ResendMood, type ResendServer, startResendServer } from "./resend-server.ts";
export { type SmtpMood, startSmtpServer, type TestSmtpServer } from "./smtp-server.ts";
