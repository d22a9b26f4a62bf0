import { Resend, type CreateEmailResponse } from "resend";
import { SECOND_MS } from "@/lib/kernel/clock";
import { ProviderUnavailable } from "@/lib/kernel/errors";
import type { Mail, Mailer } from "@/lib/ports/mail";

type ResendError = NonNullable<CreateEmailResponse["error"]>;

const TIMEOUT_MS = 10 * SECOND_MS;

export interface ResendOptions {
  readonly apiKey: string;
  /** `VoxPact <no-reply@voxpact.example>` */
  readonly from: string;
  /** Another server that speaks Resend's API: the sandbox's mailbox. */
  readonly baseUrl?: string | undefined;
}

/**
 * Mail through Resend. The SDK never throws; its answers become ours: what may have been sent, and may be tried again
 * under the same key, is `ProviderUnavailable`; a request that Resend refuses is a bug and throws an `Error`.
 */
export function createResendMailer({ apiKey, from, baseUrl }: ResendOptions): Mailer {
  const resend = new Resend(apiKey, baseUrl === undefined ? {} : { baseUrl });
  return {
    async send(mail: Mail): Promise<string> {
      const { data, error } = await resend.emails.send(
        {
          from,
          to: mail.to,
          subject: mail.subject,
          html: mail.html,
          text: mail.text,
          ...(mail.headers === undefined ? {} : { headers: { ...mail.headers } }),
        },
        { idempotencyKey: mail.idempotencyKey, signal: AbortSignal.timeout(TIMEOUT_MS) },
      );
      if (error !== null) throw translate(error);
      return data.id;
    },
  };
}

function translate(error: ResendError): Error {
  const message = `Resend: ${error.name}: ${error.message}`;
  return mayHaveBeenSent(error) ? new ProviderUnavailable("resend", message) : new Error(message);
}

function mayHaveBeenSent({ name, statusCode }: ResendError): boolean {
  // The SDK knows no status where the network failed.
  if (statusCode === null) return name === "application_error";
  // The first request with this key has no answer yet; all other conflicts are a key used for two different mails.
  if (name === "concurrent_idempotent_requests") return true;
  return statusCode === 408 || statusCode === 429 || statusCode >= 500;
}
