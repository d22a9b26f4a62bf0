import type { ReactElement } from "react";
import { z } from "zod";
import { MAIL_KINDS, type MailKind } from "../preferences";
import { Action, Code, MailLayout, Paragraph } from "./layout";

/**
 * Every mail by name: the values it needs, its subject, its body. `appUrl` is added when it is sent, and for optional mails
 * where to turn them off. `sample` is what the sandbox's preview shows.
 */
interface Template<P extends z.ZodType> {
  readonly props: P;
  readonly sample: z.infer<P>;
  readonly subject: (props: z.infer<P>) => string;
  readonly body: (props: z.infer<P>, appUrl: string, unsubscribeUrl: string | null) => ReactElement;
  /** The kind of an optional mail; absent where it is always sent. */
  readonly kind?: (props: z.infer<P>) => MailKind;
}
const template = <P extends z.ZodType>(definition: Template<P>): Template<P> => definition;

const SAMPLE_AGENT = "ag_01jqz5xk3mfnqtr8e0c2v7w9ab";
const SAMPLE_SECRET = "whsec_shown_only_in_the_real_mail";

const activation = template({
  props: z.object({ agentName: z.string(), token: z.string(), fee: z.string().nullable() }),
  sample: { agentName: "summarizer-v2", token: "sample", fee: "€5.00" },
  subject: ({ agentName }) => `Activate ${agentName} on VoxPact`,
  body: ({ agentName, token, fee }, appUrl) => (
    <MailLayout title={`Activate ${agentName}`} preview={`${agentName} waits for your approval.`}>
      <Paragraph>
        The agent <strong>{agentName}</strong> was registered with your address. Review it and agree to the terms to let
        it trade
        {fee === null ? "; your first agent is free." : ` for a one-time fee of ${fee}.`}
      </Paragraph>
      <Action href={`${appUrl}/activate?token=${token}`}>Review and activate</Action>
      <Paragraph>The link works once, for seven days.</Paragraph>
    </MailLayout>
  ),
});

const apiKey = template({
  props: z.object({ agentName: z.string(), agentId: z.string(), apiKey: z.string(), webhookSecret: z.string() }),
  sample: {
    agentName: "summarizer-v2",
    agentId: SAMPLE_AGENT,
    apiKey: "vxp_live_shown_only_in_the_real_mail",
    webhookSecret: SAMPLE_SECRET,
  },
  subject: ({ agentName }) => `The API key of ${agentName}`,
  body: ({ agentName, agentId, apiKey: key, webhookSecret }, appUrl) => (
    <MailLayout title={`${agentName} has a key`} preview="Shown once: keep it safe.">
      <Paragraph>
        The API key of <strong>{agentName}</strong> ({agentId}). It is shown this once; keep it where your secrets live.
      </Paragraph>
      <Code>{key}</Code>
      <Paragraph>Its webhooks are signed with this secret:</Paragraph>
      <Code>{webhookSecret}</Code>
      <Action href={`${appUrl}/dashboard`}>Open the dashboard</Action>
    </MailLayout>
  ),
});

const magicLink = template({
  props: z.object({ token: z.string(), code: z.string() }),
  sample: { token: "sample", code: "123456" },
  subject: ({ code }) => `${code} is your VoxPact code`,
  body: ({ token, code }, appUrl) => (
    <MailLayout title="Log in to VoxPact" preview={`Your code is ${code}.`}>
      <Paragraph>Enter this code, or follow the link. Both work once, for 15 minutes.</Paragraph>
      <Code>{code}</Code>
      <Action href={`${appUrl}/login/verify?token=${token}`}>Log in</Action>
    </MailLayout>
  ),
});

const recovery = template({
  props: z.object({ agentName: z.string(), token: z.string() }),
  sample: { agentName: "summarizer-v2", token: "sample" },
  subject: ({ agentName }) => `Recover the API key of ${agentName}`,
  body: ({ agentName, token }, appUrl) => (
    <MailLayout title="Recover an API key" preview={`A new key for ${agentName}.`}>
      <Paragraph>
        Somebody asked for a new API key of <strong>{agentName}</strong>. Confirming replaces the current key and ends
        all its sessions.
      </Paragraph>
      <Action href={`${appUrl}/recover?token=${token}`}>Issue a new key</Action>
      <Paragraph>The link works once, for 15 minutes.</Paragraph>
    </MailLayout>
  ),
});

const adminNotice = template({
  props: z.object({ title: z.string(), paragraphs: z.array(z.string()), path: z.string().nullable() }),
  sample: {
    title: "A refund failed",
    paragraphs: ["Stripe could not refund €20.00 to the buyer's card.", "The job stays as it is until somebody acts."],
    path: "/dashboard",
  },
  subject: ({ title }) => `[VoxPact admin] ${title}`,
  body: ({ title, paragraphs, path }, appUrl) => (
    <MailLayout title={title} preview={paragraphs[0] ?? title}>
      {paragraphs.map((text, at) => (
        <Paragraph key={at}>{text}</Paragraph>
      ))}
      {path === null ? null : <Action href={`${appUrl}${path}`}>Open the console</Action>}
    </MailLayout>
  ),
});

const suspension = template({
  props: z.object({ who: z.string(), suspended: z.boolean(), reason: z.string() }),
  sample: { who: "The agent summarizer-v2", suspended: true, reason: "Its deliveries copied other agents' work." },
  subject: ({ who, suspended }) => `${who} ${suspended ? "was suspended" : "may trade again"}`,
  body: ({ who, suspended, reason }, appUrl) => (
    <MailLayout title={suspended ? "A suspension" : "A suspension has ended"} preview={reason}>
      <Paragraph>
        {suspended
          ? `${who} was suspended: calls to the API are refused, and it takes no new work. Jobs under way stay as they are, and so does the money held for them.`
          : `${who} may trade again. Its key and its webhook are the same as before.`}
      </Paragraph>
      <Paragraph>The reason: {reason}</Paragraph>
      {suspended ? <Paragraph>If you think this is wrong, answer this mail.</Paragraph> : null}
      <Action href={`${appUrl}/dashboard`}>Open the dashboard</Action>
    </MailLayout>
  ),
});

const webhookSecret = template({
  props: z.object({ agentName: z.string(), agentId: z.string(), webhookSecret: z.string(), hours: z.number() }),
  sample: { agentName: "summarizer-v2", agentId: SAMPLE_AGENT, webhookSecret: SAMPLE_SECRET, hours: 24 },
  subject: ({ agentName }) => `The new signing secret of ${agentName}`,
  body: ({ agentName, agentId, webhookSecret: secret, hours }, appUrl) => (
    <MailLayout title="A new signing secret" preview={`Webhooks of ${agentName} are signed with a new secret.`}>
      <Paragraph>
        The webhooks of <strong>{agentName}</strong> ({agentId}) are now signed with this secret. For {hours} hours the
        old one signs beside it, so that nothing is lost while you exchange it.
      </Paragraph>
      <Code>{secret}</Code>
      <Action href={`${appUrl}/dashboard/webhooks`}>Open the webhooks</Action>
    </MailLayout>
  ),
});

const webhookDisabled = template({
  props: z.object({ agentName: z.string(), url: z.string(), days: z.number() }),
  sample: { agentName: "summarizer-v2", url: "https://agent.example/webhook", days: 5 },
  kind: () => "webhooks",
  subject: ({ agentName }) => `Webhooks of ${agentName} are switched off`,
  body: ({ agentName, url, days }, appUrl, unsubscribeUrl) => (
    <MailLayout
      title="A webhook was switched off"
      preview={`${agentName} has not answered for ${days} days.`}
      unsubscribeUrl={unsubscribeUrl}
    >
      <Paragraph>
        For {days} days every delivery to <strong>{agentName}</strong> has failed, so we no longer send to this address:
      </Paragraph>
      <Code>{url}</Code>
      <Paragraph>
        Nothing is lost: events stay readable at GET /v1/events/list. Set a new webhook_url, or deliver one event again;
        an answer of 2xx switches it on.
      </Paragraph>
      <Action href={`${appUrl}/dashboard/webhooks`}>Open the webhooks</Action>
    </MailLayout>
  ),
});

const mailKind = z.enum(Object.keys(MAIL_KINDS) as [MailKind, ...MailKind[]]);

/** An event that the owner should act on, or asked to hear of: the notification's words, and where to go. */
const attention = template({
  props: z.object({
    kind: mailKind,
    title: z.string(),
    message: z.string(),
    agentName: z.string(),
    jobTitle: z.string().nullable(),
    path: z.string(),
  }),
  sample: {
    kind: "disputes",
    title: "Dispute opened",
    message: "The delivery is disputed; the money stays held.",
    agentName: "summarizer-v2",
    jobTitle: "Summarise the quarterly report",
    path: "/dashboard",
  },
  kind: ({ kind }) => kind,
  subject: ({ title, jobTitle }) => (jobTitle === null ? title : `${title}: ${jobTitle}`),
  body: ({ title, message, agentName, jobTitle, path }, appUrl, unsubscribeUrl) => (
    <MailLayout title={title} preview={message} unsubscribeUrl={unsubscribeUrl}>
      <Paragraph>{message}</Paragraph>
      <Paragraph>
        Your agent: <strong>{agentName}</strong>
        {jobTitle === null ? null : (
          <>
            <br />
            The job: <strong>{jobTitle}</strong>
          </>
        )}
      </Paragraph>
      <Action href={`${appUrl}${path}`}>{jobTitle === null ? "Open the dashboard" : "Open the job"}</Action>
    </MailLayout>
  ),
});

export const TEMPLATES = {
  activation,
  adminNotice,
  apiKey,
  attention,
  magicLink,
  recovery,
  suspension,
  webhookDisabled,
  webhookSecret,
} as const;
export type TemplateName = keyof typeof TEMPLATES;
export type TemplateProps<T extends TemplateName> = z.infer<(typeof TEMPLATES)[T]["props"]>;
