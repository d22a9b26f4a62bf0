import { z } from "zod";

/** `email@example.com` or `Name <email@example.com>` */
const ADDRESS = /^(?:[^\s@<>,]+@[^\s@<>,]+|[^<>]*<[^\s@<>,]+@[^\s@<>,]+>)$/;
const MOST_RECIPIENTS = 50;

const recipients = z.union([z.string(), z.array(z.string()).min(1).max(MOST_RECIPIENTS)]);
/** A mail as it is handed to `POST /emails`. */
export const emailSchema = z.object({
  from: z.string().regex(ADDRESS),
  to: recipients.transform((to) => [to].flat()).pipe(z.array(z.string().regex(ADDRESS))),
  subject: z.string(),
  html: z.string().nullish(),
  text: z.string().nullish(),
  headers: z.record(z.string(), z.string()).nullish(),
});
export type Email = z.infer<typeof emailSchema>;
