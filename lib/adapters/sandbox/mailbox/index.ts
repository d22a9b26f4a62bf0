export { createMailbox } from "./handler";
export { findMail, listMails, type MailboxEntry } from "./list-mails";
