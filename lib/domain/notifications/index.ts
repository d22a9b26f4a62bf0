import { adminTasks } from "./admins";
import { tasks as mailTasks } from "./mail/send";

export { tellAdmins, type AdminNotice } from "./admins";
export { mail } from "./mail/queue";
export const tasks = { ...adminTasks, ...mailTasks };
