import { adminTasks } from "./admins";
import { eventMailTasks } from "./mail/of-event";
import { tasks as mailTasks } from "./mail/send";

export { tellAdmins, type AdminNotice } from "./admins";
export { listNotifications, markAllRead, markRead, type Notification } from "./list";
export { mail } from "./mail/queue";
export { mailNames, sampleMail } from "./mail/render";
export { lostMails } from "./mail/send";
export {
  MAIL_KINDS,
  preferencesOf,
  setPreferences,
  setSubscription,
  subscriptionOf,
  type MailKind,
  type MailPreference,
} from "./preferences";
export const tasks = { ...adminTasks, ...eventMailTasks, ...mailTasks };
