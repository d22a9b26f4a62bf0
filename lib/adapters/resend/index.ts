export { createResendMailer, type ResendOptions } from "./mailer";
