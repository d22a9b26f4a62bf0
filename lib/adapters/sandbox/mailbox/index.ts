export { createMailbox } from "./handler";
export { findMail, listMails, type MailboxEntry, type MailFilter } from "./list-mails";
