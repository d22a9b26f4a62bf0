export { listNotifications, markAllRead, markRead, type Notification } from "./list";
export { mail } from "./mail/queue";
export { lostMails, tasks } from "./mail/send";
