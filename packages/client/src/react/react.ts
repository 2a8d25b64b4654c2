export {
  type EmailCode,
  type EmailCodeClient,
  type EmailCodeOptions,
  useEmailCode,
} from "./use-email-code.ts";
